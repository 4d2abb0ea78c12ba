import { PageQuery } from '@app/core';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Uuid } from '../http/field-types';

export class UserSearchQuery extends PageQuery {
  /**
   * Part of the address or the name; case is ignored.
   * @example "ada"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

export class ReasonDto {
  /**
   * Why; recorded in the audit log.
   * @example "Requested by the user"
   */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}

export class SetRoleDto extends ReasonDto {
  /** Id of the user. */
  @IsUUID()
  user_id: Uuid;

  /** The new role. */
  @IsIn(['admin', 'user'])
  role: 'admin' | 'user';
}

export class ResetSessionsDto extends ReasonDto {
  /** Whether the user must set a new password through an emailed link before anything else works. */
  @IsOptional()
  @IsBoolean()
  require_password_reset: boolean = false;
}
