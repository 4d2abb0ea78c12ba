import { IsString, Length } from 'class-validator';
import { IsDisplayName } from '../http/display-name';
import { IsEmailAddress } from '../http/email-address';

export class RegisterDto {
  /**
   * Address of the account; case is ignored.
   * @example "ada@example.com"
   */
  @IsEmailAddress()
  email: string;

  /**
   * 12 to 128 characters of any kind; common passwords are refused.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(12, 128)
  password: string;

  /**
   * Name that others see; must not contain a web or email address.
   * @example "Ada Lovelace"
   */
  @IsDisplayName()
  name: string;
}
