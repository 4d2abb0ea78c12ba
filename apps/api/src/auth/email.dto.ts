import { IsEmailAddress } from './email-address';

export class EmailDto {
  /**
   * Address of the account.
   * @example "ada@example.com"
   */
  @IsEmailAddress()
  email: string;
}
