import { IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Uuid } from '../http/field-types';
import { IsTimeZoneName } from '../http/time-zone.decorator';

type UsageInterval = 'day';

export class UsageQuery {
  /**
   * First day. Default: 29 days before `to`.
   * @example "2026-05-01"
   */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'from must be a date such as 2026-05-01' })
  @IsISO8601({ strict: true })
  from?: string;

  /**
   * Last day, inclusive. Default: today.
   * @example "2026-05-31"
   */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'to must be a date such as 2026-05-31' })
  @IsISO8601({ strict: true })
  to?: string;

  /** Length of the intervals. */
  @IsOptional()
  @IsIn(['day'])
  interval: UsageInterval = 'day';

  /**
   * IANA time zone in which days begin and end.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  tz: string = 'UTC';

  /** Count only the usage of this API key. */
  @IsOptional()
  @IsUUID()
  api_key_id?: Uuid;
}
