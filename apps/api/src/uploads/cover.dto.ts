import { UPLOAD_PLATFORMS, type UploadPlatform } from '@app/uploads';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsNumber, Max, Min, ValidateIf, ValidateNested } from 'class-validator';

const LARGEST_IMAGE = 20_000_000;

class CoverImageDto {
  /**
   * Exact size of the picture in bytes; the store refuses any other.
   * @example 250000
   */
  @IsInt()
  @Min(1)
  @Max(LARGEST_IMAGE)
  file_size: number;

  /**
   * Type of the picture.
   * @example "image/jpeg"
   */
  @IsIn(['image/jpeg', 'image/png', 'image/webp'])
  content_type: string;
}

/** What a platform and its posts show before the video plays: a moment of the video, or your own picture. */
export class CoverDto {
  /** One of the platforms of the upload. */
  @IsIn(UPLOAD_PLATFORMS)
  platform: UploadPlatform;

  /**
   * The moment, in seconds from the start of the video; past its end, the last frame is used. Required without `image`.
   * @example 3.5
   */
  @ValidateIf(({ seconds, image }: CoverDto) => seconds !== undefined || image === undefined)
  @IsNumber()
  @Min(0)
  @Max(86_400)
  seconds?: number;

  /** A picture that you send to the presigned URL in the response; it is cropped to the shape of the version. */
  @ValidateIf(({ seconds, image }: CoverDto) => image !== undefined || seconds === undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => CoverImageDto)
  image?: CoverImageDto;
}
