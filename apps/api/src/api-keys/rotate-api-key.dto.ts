import { IsInt, IsOptional, Max, Min } from 'class-validator';

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
}
