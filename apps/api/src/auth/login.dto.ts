import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { IsEmailAddress } from '../http/email-address';

export class LoginDto {
  /**
   * Address of the account; case is ignored.
   * @example "ada@example.com"
   */
  @IsEmailAddress()
  email: string;

  /**
   * Password of the account.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  password: string;

  /**
   * Six digits from the authenticator app, or a recovery code; required after 401 `totp_required`.
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;

  /**
   * Device token of an earlier sign-in, for clients without cookies: wrong passwords from elsewhere do not delay this device.
   * @example "rw_device_AZnB3m8r.c2ln"
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  device_token?: string;

  /** Keeps an account whose deletion was requested; required after 409 `account_deletion_pending`. */
  @IsOptional()
  @IsBoolean()
  keep_account?: boolean;
}
