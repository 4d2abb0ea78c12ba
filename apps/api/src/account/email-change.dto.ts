import { IsString, MaxLength } from 'class-validator';
import { IsEmailAddress } from '../http/email-address';

export class EmailChangeDto {
  /**
   * The new address.
   * @example "ada@example.com"
   */
  @IsEmailAddress()
  email: string;
}

export class EmailChangeTokenDto {
  /**
   * The token from the link in the email.
   * @example "q3Zk0b4vN1c"
   */
  @IsString()
  @MaxLength(200)
  token: string;
}
