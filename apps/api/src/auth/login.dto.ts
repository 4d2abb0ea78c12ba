import { IsEmail, IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class LoginDto {
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsString()
  @Length(1, 128)
  password: string;

  /** Six digits of the authenticator app, or a recovery code; asked for with 401 `totp_required`. */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  totp?: string;
}
