import {
  RENDITION_FITS,
  RENDITION_FORMATS,
  RENDITION_RATES,
  RENDITION_RESOLUTIONS,
  type RenditionOrder,
} from '@app/render-proxy';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
import { NotOffered } from '../shotstack/not-offered.decorator';

const LONGEST_URL = 8_192;

class SizeDto {
  @ApiPropertyOptional({ minimum: 2, maximum: 4096 })
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(4096)
  width?: number;

  @ApiPropertyOptional({ minimum: 2, maximum: 4096 })
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(4096)
  height?: number;
}

class SpeedDto {
  @ApiPropertyOptional({ minimum: 0.1, maximum: 10 })
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  @Max(10)
  speed?: number;

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  preservePitch?: boolean;
}

export class RenditionDto implements RenditionOrder {
  @ApiPropertyOptional({
    enum: RENDITION_FORMATS,
    description: 'Default: mp4, mp3 or jpg, as the source is. Sound can be taken out of a video.',
  })
  @IsOptional()
  @IsIn(RENDITION_FORMATS)
  format?: RenditionOrder['format'];

  @ApiPropertyOptional({ type: SizeDto, description: 'With one of the two the other follows.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SizeDto)
  size?: SizeDto;

  @ApiPropertyOptional({
    enum: RENDITION_FITS,
    default: 'crop',
    description: '`crop` cuts, `cover` stretches, `contain` adds bars.',
  })
  @IsOptional()
  @IsIn(RENDITION_FITS)
  fit?: RenditionOrder['fit'];

  @ApiPropertyOptional({ enum: RENDITION_RESOLUTIONS })
  @IsOptional()
  @IsIn(RENDITION_RESOLUTIONS)
  resolution?: RenditionOrder['resolution'];

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 70 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  quality?: number;

  @ApiPropertyOptional({ enum: RENDITION_RATES })
  @IsOptional()
  @IsIn(RENDITION_RATES)
  fps?: RenditionOrder['fps'];

  @ApiPropertyOptional({ type: SpeedDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => SpeedDto)
  speed?: SpeedDto;

  @ApiPropertyOptional({ minimum: 1, maximum: 300, description: 'Frames between two key frames.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(300)
  keyframeInterval?: number;

  @ApiPropertyOptional({ description: 'Brings sound and picture together where they drift apart.' })
  @IsOptional()
  @IsBoolean()
  fixOffset?: boolean;

  @ApiPropertyOptional({ default: true, description: 'Turns the picture the way the camera was held.' })
  @IsOptional()
  @IsBoolean()
  fixRotation?: boolean;

  @NotOffered('enhance is not supported: there is no audio enhancement.')
  enhance?: never;

  @ApiPropertyOptional({ description: 'Name of the file, without extension.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @Matches(/^[\w][\w .-]{0,99}$/, { message: 'filename must be 1 to 100 letters, digits, spaces, dots, - or _' })
  filename?: string;
}

class OutputsDto {
  @ApiPropertyOptional({ type: [RenditionDto], maxItems: 10 })
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
  @ApiProperty({ description: 'A public http(s) address; at most 5 GB.' })
  @IsString()
  @Length(1, LONGEST_URL)
  url: string;

  @ApiPropertyOptional({ type: OutputsDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => OutputsDto)
  outputs?: OutputsDto;

  @NotOffered('destinations is not supported: sources are kept in our own storage.')
  destinations?: never;

  @ApiPropertyOptional({
    description: 'Is told by POST when the source and each of its renditions is ready or has failed.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 2_048)
  callback?: string;
}

class DestinationDto {
  @ApiProperty({ enum: ['shotstack'], description: 'Our own storage.' })
  @IsIn(['shotstack'], { message: 'provider must be "shotstack", which stands for our own storage' })
  provider: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  exclude?: boolean;
}

export class TransferDto {
  @ApiProperty({ description: 'A public http(s) address of a media file; at most 5 GB.' })
  @IsString()
  @Length(1, LONGEST_URL)
  url: string;

  @ApiProperty({ description: "The client's own id; need not be unique." })
  @IsString()
  @Length(1, 255)
  id: string;

  @ApiProperty({ type: [DestinationDto] })
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => DestinationDto)
  destinations: DestinationDto[];
}
