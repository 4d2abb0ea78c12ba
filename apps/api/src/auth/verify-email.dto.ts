import { IsString, MaxLength } from 'class-validator';

export class VerifyEmailDto {
  /**
   * The token from the link in the mail.
   * @example "q3Zk0b4vN1c"
   */
  @IsString()
  @MaxLength(200)
  token: string;
}
