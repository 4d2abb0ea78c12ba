import { PageQuery } from '@app/core';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

export class NoticesQuery extends PageQuery {
  /** Only notices that nobody has read. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' || value === 'false' ? value === 'true' : (value as unknown)))
  @IsBoolean()
  unread?: boolean;
}
