import { IsEmail, MaxLength } from 'class-validator';

export class EmailDto {
  /**
   * Address of the account.
   * @example "ada@example.com"
   */
  @IsEmail()
  @MaxLength(254)
  email: string;
}
