import { IsEmail, IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class LoginDto {
  /**
   * Address of the account; upper and lower case do not matter.
   * @example "ada@example.com"
   */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /**
   * Password of the account.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  password: string;

  /**
   * Six digits of the authenticator app, or a recovery code; asked for with 401 `totp_required`.
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;
}
