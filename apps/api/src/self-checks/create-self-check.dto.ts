import { LONGEST_SELF_CHECK_MS } from '@app/jobs';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class CreateSelfCheckDto {
  /**
   * Milliseconds that the job works before it completes.
   * @example 100
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LONGEST_SELF_CHECK_MS)
  work_ms?: number;
}
