import { IsString, Length } from 'class-validator';

export class ExportFileQuery {
  /**
   * The token that `download_url` contains.
   * @example "eyJ1c2VyIjoi"
   */
  @IsString()
  @Length(1, 100)
  token: string;
}
