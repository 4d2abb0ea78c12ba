import { IsOptional, IsString, Length } from 'class-validator';
import { RenamedFrom } from '../http/renamed-from.decorator';

export class SetUpTotpDto {
  /**
   * The account's password, because a stolen access token must not be enough.
   * @example "correct horse battery staple"
   */
  @IsString()
  @Length(1, 128)
  password: string;
}

export class EnableTotpDto {
  /**
   * The six digits that the authenticator app shows.
   * @example "123456"
   */
  @RenamedFrom('code')
  @IsString()
  @Length(6, 6)
  totp: string;

  /**
   * The old name of `totp`.
   * @deprecated
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 6)
  code?: string;
}

export class DisableTotpDto extends SetUpTotpDto {
  /**
   * A code from the authenticator app, or a recovery code.
   * @example "123456"
   */
  @RenamedFrom('code')
  @IsString()
  @Length(6, 40)
  totp: string;

  /**
   * The old name of `totp`.
   * @deprecated
   * @example "123456"
   */
  @IsOptional()
  @IsString()
  @Length(6, 40)
  code?: string;
}
