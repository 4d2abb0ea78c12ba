import { PageQuery } from '@app/core';
import { RENDER_STATUSES, type RenderStatus } from '@app/render-proxy';

import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsOptional } from 'class-validator';
import { IsInstant } from '../http/instant.decorator';

const split = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;

export class JobsQuery extends PageQuery {
  /**
   * States to include, separated by commas.
   * @example ["queued","rendering"]
   */
  @IsOptional()
  @Transform(split)
  @IsArray()
  @IsIn(RENDER_STATUSES, { each: true })
  status?: RenderStatus[];

  /**
   * Include renders created at this time or later.
   * @example "2026-05-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  from?: Date;

  /**
   * Include renders created before this time.
   * @example "2026-06-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  to?: Date;
}
