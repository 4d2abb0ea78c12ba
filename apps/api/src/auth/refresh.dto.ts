import { IsString, MaxLength } from 'class-validator';

export class RefreshDto {
  /** The newest one that this device was given. */
  @IsString()
  @MaxLength(200)
  refresh_token: string;
}
