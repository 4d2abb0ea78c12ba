import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';

export class CheckoutDto {
  @ApiPropertyOptional({ description: 'Of GET /api/billing/prices. Default: the plan that the operator recommends.', example: 'reelway_tokens_100' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  lookup_key?: string;
}

export class LedgerQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'How many at most.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @ApiPropertyOptional({ type: 'integer', description: '`next_cursor` of the page before; without it the list starts at its newest entry.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  cursor?: number;
}
