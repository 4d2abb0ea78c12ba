import { IsOptional, IsString, Length } from 'class-validator';

export class DeleteAccountDto {
  /** The account's password: a stolen access token is not enough. */
  @IsString()
  @Length(1, 128)
  password: string;

  /** With two-factor sign-in: a code of the authenticator app, or a recovery code. */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;
}
