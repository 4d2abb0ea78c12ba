import type {
  MemberRole,
  WorkspaceInvite,
  WorkspaceMember,
  WorkspaceRole,
  WorkspaceSummary,
  WorkspaceView,
} from '@app/auth';
import { ApiProperty } from '@nestjs/swagger';

const ROLES = ['owner', 'admin', 'editor', 'viewer'];

export class WorkspaceSummaryResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ROLES, description: 'What you are there.' })
  role: WorkspaceRole;

  static of({ id, name, role }: WorkspaceSummary): WorkspaceSummaryResponse {
    return { id, name, role };
  }
}

export class MemberResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  email: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ROLES })
  role: WorkspaceRole;

  @ApiProperty({
    description: 'There are more members than the plan has seats; those who joined last only look until there is room.',
  })
  read_only: boolean;

  @ApiProperty({ format: 'date-time' })
  joined_at: string;

  static of({ userId, email, name, role, joinedAt }: WorkspaceMember, hasSeat: boolean): MemberResponse {
    return { id: userId, email, name, role, read_only: !hasSeat, joined_at: joinedAt.toISOString() };
  }
}

export class InviteResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  email: string;

  @ApiProperty({ enum: ['admin', 'editor', 'viewer'] })
  role: MemberRole;

  @ApiProperty({ format: 'date-time' })
  expires_at: string;

  static of({ id, email, role, expiresAt }: WorkspaceInvite): InviteResponse {
    return { id, email, role, expires_at: expiresAt.toISOString() };
  }
}

export class SeatsResponse {
  @ApiProperty({ type: 'integer' })
  limit: number;

  @ApiProperty({ type: 'integer', description: 'The owner, members and open invites.' })
  used: number;
}

export class WorkspaceResponse extends WorkspaceSummaryResponse {
  @ApiProperty()
  seats: SeatsResponse;

  @ApiProperty({ type: [MemberResponse] })
  members: MemberResponse[];

  @ApiProperty({ type: [InviteResponse], description: 'Open invites; empty for those who may not invite.' })
  invites: InviteResponse[];

  @ApiProperty({ type: [WorkspaceSummaryResponse], description: 'All that you may switch to, your own first.' })
  available: WorkspaceSummaryResponse[];

  static ofView(
    { current, seatsUsed, members, invites, available }: WorkspaceView,
    seatLimit: number,
  ): WorkspaceResponse {
    return Object.assign(WorkspaceSummaryResponse.of(current), {
      seats: { limit: seatLimit, used: seatsUsed },
      members: members.map((member, index) => MemberResponse.of(member, index < seatLimit)),
      invites: invites.map((invite) => InviteResponse.of(invite)),
      available: available.map((workspace) => WorkspaceSummaryResponse.of(workspace)),
    });
  }
}
