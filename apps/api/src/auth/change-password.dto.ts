import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';

export class ChangePasswordDto {
  /**
   * The current password, because a stolen access token must not be enough.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  current_password: string;

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
