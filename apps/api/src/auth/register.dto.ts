import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';

export class RegisterDto {
  /** Compared without case. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** 12 to 128 characters of any kind; common passwords are refused. */
  @IsString()
  @Length(12, 128)
  password: string;

  @IsString()
  @Length(1, 200)
  @Matches(/^[^\p{Cc}<>]*\S[^\p{Cc}<>]*$/u, { message: 'name must be readable text' })
  name: string;
}
