import type { MemberRole, WorkspaceInvite, WorkspaceMember, WorkspaceRole, WorkspaceView } from '@app/auth';
import type { Count, EmailAddress, Instant, Uuid } from '../http/field-types';
import { WorkspaceSummaryResponse } from '../responses/workspace-summary.response';

export class MemberResponse {
  /** Id of the user. */
  id: Uuid;

  /** Address of the member. */
  email: EmailAddress;

  /**
   * Name of the member.
   * @example "Grace Hopper"
   */
  name: string;

  /** Role of the member. */
  role: WorkspaceRole;

  /** True if there are more members than seats: the members who joined last can then only read. */
  read_only: boolean;

  /** When the member joined. */
  joined_at: Instant;

  static of({ userId, email, name, role, joinedAt }: WorkspaceMember, hasSeat: boolean): MemberResponse {
    return { id: userId, email, name, role, read_only: !hasSeat, joined_at: joinedAt.toISOString() };
  }
}

export class InviteResponse {
  /** Id of the invitation. */
  id: Uuid;

  /** Address that received the invitation. */
  email: EmailAddress;

  /** Role that the invited person will have. */
  role: MemberRole;

  /** When the invitation expires. */
  expires_at: Instant;

  static of({ id, email, role, expiresAt }: WorkspaceInvite): InviteResponse {
    return { id, email, role, expires_at: expiresAt.toISOString() };
  }
}

export class SeatsResponse {
  /**
   * Seats of the plan.
   * @example 5
   */
  limit: Count;

  /** Seats taken by the owner, members and open invitations. */
  used: Count;
}

export class WorkspaceResponse extends WorkspaceSummaryResponse {
  /** Seats of the workspace. */
  seats: SeatsResponse;

  /** Everyone who works in the workspace, in the order of joining. */
  members: MemberResponse[];

  /** Open invitations; empty for members who may not invite. */
  invites: InviteResponse[];

  /** Every workspace that you can switch to, your own first. */
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
