import { PageQuery } from '@app/core';
import { IsOptional, IsUUID } from 'class-validator';
import { IsInstant } from '../http/instant.decorator';

export class PostsQuery extends PageQuery {
  /**
   * Include posts of this time or later.
   * @example "2026-05-01T00:00:00.000Z"
   */
  @IsInstant()
  from: Date;

  /**
   * Include posts before this time.
   * @example "2026-06-01T00:00:00.000Z"
   */
  @IsInstant()
  to: Date;

  /**
   * Only posts on this connected account.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @IsOptional()
  @IsUUID()
  account_id?: string;
}
