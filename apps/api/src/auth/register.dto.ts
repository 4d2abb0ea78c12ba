import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';

export class RegisterDto {
  /**
   * Address of the account; upper and lower case do not matter.
   * @example "ada@example.com"
   */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /**
   * 12 to 128 characters of any kind; common passwords are refused.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(12, 128)
  password: string;

  /**
   * Name that others see.
   * @example "Ada Lovelace"
   */
  @IsString()
  @Length(1, 200)
  @Matches(/^[^\p{Cc}<>]*\S[^\p{Cc}<>]*$/u, { message: 'name must be readable text' })
  name: string;
}
