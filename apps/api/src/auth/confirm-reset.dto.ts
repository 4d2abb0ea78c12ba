import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class ConfirmResetDto {
  /**
   * The token from the link in the email.
   * @example "q3Zk0b4vN1c"
   */
  @IsString()
  @MaxLength(200)
  token: string;

  /**
   * 12 to 128 characters of any kind; common passwords are refused.
   * @example "a longer sentence of your own"
   */
  @IsString()
  @Length(12, 128)
  new_password: string;

  /** Also revokes every API key of the account and those that you created in other workspaces. */
  @IsOptional()
  @IsBoolean()
  revoke_api_keys?: boolean;
}
