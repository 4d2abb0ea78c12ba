import { IsString, Length, MaxLength } from 'class-validator';

export class ConfirmResetDto {
  /** From the mail. */
  @IsString()
  @MaxLength(200)
  token: string;

  /** 12 to 128 characters of any kind; common passwords are refused. */
  @IsString()
  @Length(12, 128)
  new_password: string;
}
