import { IsString, Length } from 'class-validator';

export class SetUpTotpDto {
  /** The account's password: a stolen access token is not enough. */
  @IsString()
  @Length(1, 128)
  password: string;
}

export class EnableTotpDto {
  /** What the authenticator app shows. */
  @IsString()
  @Length(6, 6)
  code: string;
}

export class DisableTotpDto extends SetUpTotpDto {
  /** Of the authenticator app, or a recovery code. */
  @IsString()
  @Length(6, 40)
  code: string;
}
