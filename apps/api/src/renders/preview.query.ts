import { PREVIEW_FORMATS, PREVIEW_RESOLUTIONS, type PreviewFrame } from '@app/render-proxy';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';

export class PreviewQuery {
  /**
   * The moment, in seconds of the timeline. After its end: its last frame.
   * @example 1.5
   */
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(86_400)
  seconds: number = 0;

  /** Format of the picture. */
  @IsOptional()
  @IsIn(PREVIEW_FORMATS)
  format: PreviewFrame['format'] = 'jpg';

  /** Largest size of the picture, as in `output.resolution`. A smaller edit keeps its own size. */
  @IsOptional()
  @IsIn(PREVIEW_RESOLUTIONS)
  resolution: PreviewFrame['resolution'] = 'sd';
}
