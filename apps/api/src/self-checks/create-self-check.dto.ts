import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class CreateSelfCheckDto {
  @ApiPropertyOptional({
    description: 'Milliseconds that the job works before it finishes.',
    minimum: 0,
    maximum: 60_000,
    default: 0,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60_000)
  work_ms?: number;
}
