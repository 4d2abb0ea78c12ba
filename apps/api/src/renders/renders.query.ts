import { PageQuery } from '@app/core';
import { RENDER_STATUSES, type RenderStatus } from '@app/render-proxy';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsDate, IsIn, IsOptional } from 'class-validator';

const split = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;

export class JobsQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: `Comma list of ${RENDER_STATUSES.join(', ')}.` })
  @IsOptional()
  @Transform(split)
  @IsArray()
  @IsIn(RENDER_STATUSES, { each: true })
  status?: RenderStatus[];

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Created at or after.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Created before.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}
