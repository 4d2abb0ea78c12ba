import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class VerifyEmailDto {
  /**
   * The token from the link in the email.
   * @example "q3Zk0b4vN1c"
   */
  @IsString()
  @MaxLength(200)
  token: string;

  /**
   * Required without an access token of the account: 12 to 128 characters of any kind; common passwords are refused.
   * @example "a longer sentence of your own"
   */
  @IsOptional()
  @IsString()
  @Length(12, 128)
  new_password?: string;
}
