import { PageQuery } from '@app/core';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import { IsInstant } from '../http/instant.decorator';

export class AuditLogQuery extends PageQuery {
  /** Entries by this user or API key. */
  @IsOptional()
  @IsUUID()
  actor_id?: string;

  /** Entries about this object. */
  @IsOptional()
  @IsUUID()
  target_id?: string;

  /**
   * Entries with this action.
   * @example "user.suspended"
   */
  @IsOptional()
  @Matches(/^[a-z_]+\.[a-z_]+$/, { message: 'action must be the name of an action, such as user.suspended' })
  action?: string;

  /**
   * Entries at or after this time.
   * @example "2026-05-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  from?: Date;

  /**
   * Entries before this time.
   * @example "2026-06-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  to?: Date;
}

export class AuditVerificationQuery {
  /** Account whose log is verified. Default: the log of the operators' actions. */
  @IsOptional()
  @IsUUID()
  account_id?: string;
}
