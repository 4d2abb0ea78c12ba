import { IsOptional, IsString, Length } from 'class-validator';

export class DeleteAccountDto {
  /**
   * The account's password, because a stolen access token must not be enough.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  password: string;

  /**
   * Required with two-factor authentication: a code from the authenticator app, or a recovery code.
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;
}
