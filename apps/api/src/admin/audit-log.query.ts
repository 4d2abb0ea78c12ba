import { PageQuery } from '@app/core';
import { IsOptional, IsUUID, Matches } from 'class-validator';

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
  @Matches(/^[a-z_]+\.[a-z_]+$/)
  action?: string;
}
