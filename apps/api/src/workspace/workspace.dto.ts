import type { MemberRole } from '@app/auth';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsDisplayName } from '../http/display-name';
import { IsEmailAddress } from '../http/email-address';
import type { Uuid } from '../http/field-types';

const MEMBER_ROLES = ['admin', 'editor', 'viewer'];

export class MemberRoleDto {
  /** Viewers read, editors also create and publish, admins also manage members and API keys. */
  @IsIn(MEMBER_ROLES)
  role: MemberRole;
}

export class InviteDto extends MemberRoleDto {
  /**
   * Address that receives the invitation.
   * @example "grace@example.com"
   */
  @IsEmailAddress()
  email: string;
}

export class AcceptInviteDto {
  /**
   * The token from the link in the email.
   * @example "q3Zk0b4vN1c"
   */
  @IsString()
  @MaxLength(200)
  token: string;
}

export class RenameWorkspaceDto {
  /**
   * Name that members see; must not contain a web or email address.
   * @example "Ada's team"
   */
  @IsDisplayName()
  name: string;
}

export class SwitchWorkspaceDto {
  /** Id of the workspace to work in. */
  @IsUUID()
  workspace_id: Uuid;
}
