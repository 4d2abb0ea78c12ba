import { IsString, MaxLength } from 'class-validator';

export class VerifyEmailDto {
  /** From the mail. */
  @IsString()
  @MaxLength(200)
  token: string;
}
