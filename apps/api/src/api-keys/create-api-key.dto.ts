import { API_SCOPES, type ApiScope } from '@app/auth';
import { AcceptsNull } from '@app/core';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { InFuture, IsInstant } from '../http/instant.decorator';

export class CreateApiKeyDto {
  /**
   * Name of the key, for people.
   * @example "CI of the editor"
   */
  @IsString()
  @Length(1, 100)
  @Matches(/^[^\S\p{Cc}]*[^\s\p{Cc}][^\p{Cc}]*$/u, { message: 'name must be readable text' })
  name: string;

  /** What the key may do. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(API_SCOPES.length)
  @ArrayUnique()
  @IsIn(API_SCOPES, { each: true })
  scopes: ApiScope[];

  /**
   * When the key expires; a time in the future. Default: never.
   * @example "2027-01-31T00:00:00.000Z"
   */
  @IsOptional()
  @AcceptsNull()
  @IsInstant()
  @InFuture()
  expires_at?: Date | null;
}
