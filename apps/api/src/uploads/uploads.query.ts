import { PageQuery } from '@app/core';
import { UPLOAD_PLATFORMS, UPLOAD_STATUSES, type UploadPlatform, type UploadStatus } from '@app/uploads';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { CommaList } from '../http/comma-list.decorator';
import { IsInstant } from '../http/instant.decorator';

export class UploadsQuery extends PageQuery {
  /** How many entries to skip, instead of a cursor. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  offset: number = 0;

  /**
   * States to include, separated by commas.
   * @example ["queued","processing"]
   */
  @IsOptional()
  @CommaList()
  @IsArray()
  @IsIn(UPLOAD_STATUSES, { each: true })
  status?: UploadStatus[];

  /** Only uploads for this platform. */
  @IsOptional()
  @IsIn(UPLOAD_PLATFORMS)
  platform?: UploadPlatform;

  /**
   * Include uploads created at this time or later.
   * @example "2026-05-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  from?: Date;

  /**
   * Include uploads created before this time.
   * @example "2026-06-01T00:00:00.000Z"
   */
  @IsOptional()
  @IsInstant()
  to?: Date;

  /**
   * Part of the title or of the file name, in upper or lower case.
   * @example "lap"
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

export class DownloadQuery {
  /**
   * `source`, `telemetry`, or the name of one of the upload's `files`. Default: the first
   * rendition, once the upload has ended.
   * @example "rendition-1.mp4"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z0-9._-]{1,100}$/, { message: 'file must be the name of a file of the upload' })
  file?: string;
}
