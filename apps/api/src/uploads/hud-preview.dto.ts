import { HUD_ELEMENTS, HUD_FONTS, HUD_POSITIONS, HUD_PRESETS, HUD_SPEED_UNITS, type HudSettings } from '@app/media';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** Fields that a request leaves out have the values of the settings. */
export class HudPreviewDto {
  /**
   * The moment, in seconds of the video.
   * @example 12.5
   */
  @IsNumber()
  @Min(0)
  @Max(86_400)
  seconds: number;

  /**
   * The moment of the track that the frame shows, in seconds of its own clock, as in `telemetry_sync`. Default: as the
   * track is aligned.
   * @example 96.1
   */
  @IsOptional()
  @IsNumber()
  @Min(-86_400)
  @Max(31_536_000)
  track_seconds?: number;

  /**
   * Width in pixels. Default: 1280.
   * @example 1280
   */
  @IsOptional()
  @IsInt()
  @Min(64)
  @Max(3_840)
  width?: number;

  /**
   * Height in pixels. Default: 720.
   * @example 720
   */
  @IsOptional()
  @IsInt()
  @Min(64)
  @Max(3_840)
  height?: number;

  /** The appearance of the overlay. */
  @IsOptional()
  @IsIn(HUD_PRESETS)
  preset?: HudSettings['preset'];

  /** Where the overlay is in the picture. */
  @IsOptional()
  @IsIn(HUD_POSITIONS)
  position?: HudSettings['position'];

  /** Unit of speeds. */
  @IsOptional()
  @IsIn(HUD_SPEED_UNITS)
  speed_unit?: HudSettings['speed_unit'];

  /**
   * Colour of needle, trail and highlights, as `#RRGGBB`.
   * @example "#FF7A1A"
   */
  @IsOptional()
  @Matches(/^#[\dA-Fa-f]{6}$/, { message: 'color must be a colour such as #FF7A1A' })
  color?: string;

  /**
   * Font of the overlay.
   * @example "Montserrat"
   */
  @IsOptional()
  @IsIn(HUD_FONTS)
  font?: string;

  /**
   * Font size at a picture height of 1080 pixels.
   * @example 24
   */
  @IsOptional()
  @IsInt()
  @Min(12)
  @Max(72)
  font_size?: number;

  /** What the overlay shows. Default: what the preset shows. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(HUD_ELEMENTS, { each: true })
  elements?: HudSettings['elements'];
}
