import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsTimeZoneName } from '../http/time-zone.decorator';

export class AnalyticsQuery {
  /** Number of days, including today. The history of the plan limits it. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(366)
  days: number = 30;

  /**
   * IANA time zone in which days begin and end.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  tz: string = 'UTC';
}

export class TimeSeriesQuery extends AnalyticsQuery {
  /** Length of the intervals. Hours are possible for up to 31 days. */
  @IsOptional()
  @IsIn(['day', 'hour'])
  interval: 'day' | 'hour' = 'day';
}
