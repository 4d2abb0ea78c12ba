import type { MemberRole } from '@app/auth';
import { IsEmail, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';

const MEMBER_ROLES = ['admin', 'editor', 'viewer'];

export class MemberRoleDto {
  /** Viewers look; editors make and publish; admins manage people and keys as well. */
  @IsIn(MEMBER_ROLES)
  role: MemberRole;
}

export class InviteDto extends MemberRoleDto {
  @IsEmail()
  @MaxLength(254)
  email: string;
}

export class AcceptInviteDto {
  /** From the mail. */
  @IsString()
  @MaxLength(200)
  token: string;
}

export class SwitchWorkspaceDto {
  @IsUUID()
  workspace_id: string;
}
