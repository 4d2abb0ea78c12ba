import { PageQuery } from '@app/core';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** `?limit=&cursor=` of lists that most readers want whole. */
export class LongPageQuery extends PageQuery {
  /** Maximum number of entries on a page. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  override limit: number = 100;
}
