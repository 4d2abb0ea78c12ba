import { IsString, Length } from 'class-validator';

export class ChangePasswordDto {
  /** A stolen access token is not enough. */
  @IsString()
  @Length(1, 128)
  current_password: string;

  /** 12 to 128 characters of any kind; common passwords are refused. */
  @IsString()
  @Length(12, 128)
  new_password: string;
}
