import {
  RENDITION_FITS,
  RENDITION_FORMATS,
  RENDITION_RATES,
  RENDITION_RESOLUTIONS,
  type RenditionOrder,
} from '@app/render-proxy';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { NotOffered } from '../http/not-offered.decorator';

const LONGEST_URL = 8_192;

class SizeDto {
  /**
   * Width in pixels.
   * @example 1280
   */
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(4096)
  width?: number;

  /**
   * Height in pixels.
   * @example 720
   */
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(4096)
  height?: number;
}

class SpeedDto {
  /**
   * Factor of the speed: 2 is twice as fast.
   * @example 2
   */
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  @Max(10)
  speed?: number;

  /** Whether voices keep their pitch. Default: true. */
  @IsOptional()
  @IsBoolean()
  preservePitch?: boolean;
}

export class RenditionDto implements RenditionOrder {
  /**
   * File format. Default: `mp4`, `mp3` or `jpg`, depending on the source. An audio format extracts the sound of a
   * video.
   */
  @IsOptional()
  @IsIn(RENDITION_FORMATS)
  format?: RenditionOrder['format'];

  /** Size in pixels; if one of the two is missing, it follows from the other. */
  @IsOptional()
  @ValidateNested()
  @Type(() => SizeDto)
  size?: SizeDto;

  /** How the picture fills the size: `crop` cuts, `cover` stretches, `contain` adds bars. Default: `crop`. */
  @IsOptional()
  @IsIn(RENDITION_FITS)
  fit?: RenditionOrder['fit'];

  /** Named size, instead of `size`. */
  @IsOptional()
  @IsIn(RENDITION_RESOLUTIONS)
  resolution?: RenditionOrder['resolution'];

  /**
   * Quality from 1 to 100. Default: 70.
   * @example 70
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  quality?: number;

  /** Frames per second. Default: that of the source. */
  @IsOptional()
  @IsIn(RENDITION_RATES)
  fps?: RenditionOrder['fps'];

  /** Plays the source faster or slower. */
  @IsOptional()
  @ValidateNested()
  @Type(() => SpeedDto)
  speed?: SpeedDto;

  /**
   * Number of frames between two key frames.
   * @example 25
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(300)
  keyframeInterval?: number;

  /** Whether to align sound and picture that start at different times. */
  @IsOptional()
  @IsBoolean()
  fixOffset?: boolean;

  /** Whether to rotate the picture to the orientation of the camera. Default: true. */
  @IsOptional()
  @IsBoolean()
  fixRotation?: boolean;

  @NotOffered('enhance is not supported: audio enhancement is not available.')
  enhance?: never;

  /**
   * Name of the file, without extension.
   * @example "small"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[\w][\w .-]{0,99}$/, { message: 'filename must be 1 to 100 letters, digits, spaces, dots, - or _' })
  filename?: string;
}

class OutputsDto {
  /** Versions of the source to make. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => RenditionDto)
  renditions?: RenditionDto[];

  @NotOffered('transcription is not supported. Provide captions as SRT or VTT.')
  transcription?: never;
}

export class SourceDto {
  /**
   * Public http(s) address of the file; at most 5 GB.
   * @example "https://example.com/clip.mp4"
   */
  @IsString()
  @Length(1, LONGEST_URL)
  url: string;

  /** What to make from the source. */
  @IsOptional()
  @ValidateNested()
  @Type(() => OutputsDto)
  outputs?: OutputsDto;

  @NotOffered('destinations is not supported: we keep sources in our own storage.')
  destinations?: never;

  /**
   * Address that receives a POST when the source or one of its renditions is ready or has failed.
   * @example "https://example.com/hooks/sources"
   */
  @IsOptional()
  @IsString()
  @Length(1, 2_048)
  callback?: string;
}

class DestinationDto {
  /** Where to store the file: `shotstack` is our own storage. */
  @IsIn(['shotstack'], { message: 'provider must be "shotstack", which stands for our own storage' })
  provider: 'shotstack';

  /** Whether to skip this destination. */
  @IsOptional()
  @IsBoolean()
  exclude?: boolean;
}

export class TransferDto {
  /**
   * Public http(s) address of a media file; at most 5 GB.
   * @example "https://example.com/clip.mp4"
   */
  @IsString()
  @Length(1, LONGEST_URL)
  url: string;

  /**
   * The client's own id of the file; it need not be unique.
   * @example "clip-42"
   */
  @IsString()
  @Length(1, 255)
  id: string;

  /** Where to store the file. */
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => DestinationDto)
  destinations: DestinationDto[];
}
