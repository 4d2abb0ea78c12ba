import { AcceptsNull } from '@app/core';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { InFuture, IsInstant } from '../http/instant.decorator';

const SEVEN_DAYS = 604_800;

export class RotateApiKeyDto {
  /**
   * Seconds for which the old key still works.
   * @example 3600
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SEVEN_DAYS)
  grace_seconds: number = 86_400;

  /**
   * When the new key expires; null: never. Default: as long from now as the old key was to live, never if it never
   * expires.
   * @example "2027-01-31T00:00:00.000Z"
   */
  @IsOptional()
  @AcceptsNull()
  @IsInstant()
  @InFuture()
  expires_at?: Date | null;
}
