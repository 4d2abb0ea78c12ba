import { IsString, Length } from 'class-validator';

export class ExportFileQuery {
  /** Of `download_url`. */
  @IsString()
  @Length(1, 100)
  token: string;
}
