import { PageQuery } from '@app/core';
import { RENDER_STATUSES, type RenderStatus } from '@app/render-proxy';
import { IsArray, IsIn, IsOptional } from 'class-validator';
import { CommaList } from '../http/comma-list.decorator';
import { IsInstant } from '../http/instant.decorator';

export class JobsQuery extends PageQuery {
  /**
   * States to include, separated by commas.
   * @example ["queued","rendering"]
   */
  @IsOptional()
  @CommaList()
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
