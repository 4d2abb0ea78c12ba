import { IsString, MaxLength } from 'class-validator';

export class RefreshDto {
  /**
   * The newest refresh token of this device.
   * @example "rt_8yN2…"
   */
  @IsString()
  @MaxLength(200)
  refresh_token: string;
}
