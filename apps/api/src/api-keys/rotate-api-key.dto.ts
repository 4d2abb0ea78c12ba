import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const SEVEN_DAYS = 604_800;

export class RotateApiKeyDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: SEVEN_DAYS,
    default: 86_400,
    description: 'For how many seconds the old key still works.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SEVEN_DAYS)
  grace_seconds = 86_400;
}
