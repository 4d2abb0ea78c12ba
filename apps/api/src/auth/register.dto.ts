import { IsString, Length } from 'class-validator';
import { IsDisplayName } from './display-name';
import { IsEmailAddress } from './email-address';

export class RegisterDto {
  /**
   * Address of the account; upper and lower case do not matter.
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
   * Name that others see; no web or mail address.
   * @example "Ada Lovelace"
   */
  @IsDisplayName()
  name: string;
}
