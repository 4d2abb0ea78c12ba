import { IsEmailAddress } from '../http/email-address';

export class EmailDto {
  /**
   * Address of the account.
   * @example "ada@example.com"
   */
  @IsEmailAddress()
  email: string;
}
