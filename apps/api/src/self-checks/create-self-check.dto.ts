import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class CreateSelfCheckDto {
  /**
   * Milliseconds that the job works before it completes.
   * @example 100
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60_000)
  work_ms?: number;
}
