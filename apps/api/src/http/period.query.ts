import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsTimeZoneName } from './time-zone.decorator';

/** `?days=&tz=` of figures: the last days, including today. */
export class PeriodQuery {
  /** Number of days, including today. For figures of an account, the history of its plan limits it. */
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
