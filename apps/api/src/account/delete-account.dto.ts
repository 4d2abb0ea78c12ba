import { IsOptional, IsString, Length } from 'class-validator';

export class DeleteAccountDto {
  /**
   * The account's password, so that a stolen access token is not enough.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  password: string;

  /**
   * With two-factor sign-in: a code of the authenticator app, or a recovery code.
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;
}
