import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** `?limit=&cursor=` of every list; lists with filters extend it. */
export class PageQuery {
  /** Maximum number of entries on a page. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /**
   * `next_cursor` of the previous page; without it the list starts with the newest entry.
   * @example "MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}
