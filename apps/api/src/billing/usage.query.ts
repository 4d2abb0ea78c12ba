import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsTimeZone, IsUUID, Matches } from 'class-validator';

export class UsageQuery {
  @ApiPropertyOptional({ type: 'string', format: 'date', description: 'First day. Default: 29 days before the last.' })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'from must be a date such as 2026-05-01' })
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ type: 'string', format: 'date', description: 'Last day, counted as well. Default: today.' })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'to must be a date such as 2026-05-31' })
  @IsISO8601({ strict: true })
  to?: string;

  @ApiPropertyOptional({ enum: ['day'], default: 'day' })
  @IsOptional()
  @IsIn(['day'])
  interval = 'day' as const;

  @ApiPropertyOptional({
    description: 'Where a day begins and ends, an IANA time zone.',
    default: 'UTC',
    example: 'Europe/Berlin',
  })
  @IsOptional()
  @IsTimeZone()
  tz = 'UTC';

  /** Only what this API key used. */
  @IsOptional()
  @IsUUID()
  api_key_id?: string;
}
