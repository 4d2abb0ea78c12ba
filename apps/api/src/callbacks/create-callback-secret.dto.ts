import { IsInt, IsOptional, Max, Min } from 'class-validator';

const SEVEN_DAYS = 604_800;

export class CreateCallbackSecretDto {
  /**
   * For how many seconds callbacks also carry a signature with the secret that this one replaces.
   * @example 3600
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SEVEN_DAYS)
  grace_seconds: number = 86_400;
}
