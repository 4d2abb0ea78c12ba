import { IsOptional, IsString, MaxLength } from 'class-validator';

export class AccountStreamQuery {
  /** Works once, instead of a credential. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  ticket?: string;
}
