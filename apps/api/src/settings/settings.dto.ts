import {
  HUD_ELEMENTS,
  HUD_FONTS,
  HUD_POSITIONS,
  HUD_PRESETS,
  PRIVACIES,
  SPEED_UNITS,
  type UploadSettings,
} from '@app/uploads';
import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsHexColor,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** A field that a request leaves out stays as it is; null restores the default. */
const Flag = () => applyDecorators(IsOptional(), IsBoolean());
const Choice = (values: readonly string[]) => applyDecorators(IsOptional(), IsIn(values));
const Whole = (min: number, max: number) => applyDecorators(IsOptional(), IsInt(), Min(min), Max(max));
const Hashtags = (most: number) =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }) => (Array.isArray(value) ? value.map(withoutHash) : (value as unknown))),
    IsArray(),
    ArrayMaxSize(most),
    ArrayUnique((tag: unknown) => String(tag).toLowerCase()),
    Matches(/^[\p{L}\p{N}\p{M}_]{1,100}$/u, {
      each: true,
      message: '$property must contain words of letters, digits and _, with or without #',
    }),
  );

const withoutHash = (tag: unknown): unknown => (typeof tag === 'string' ? tag.trim().replace(/^#/, '') : tag);

class DiscordChoicesDto {
  /** An upload was accepted. */
  @Flag() queued?: boolean | null;

  /** An upload is live on every platform. */
  @Flag() completed?: boolean | null;

  /** An upload is live on some of its platforms. */
  @Flag() partial?: boolean | null;

  /** An upload failed on every platform. */
  @Flag() failed?: boolean | null;

  /** A platform account must be connected again. */
  @Flag() needs_reconnection?: boolean | null;

  /** A weekly summary; requires the plan Growth. */
  @Flag() digest?: boolean | null;

  /** A platform takes unusually long to publish; requires the plan Growth. */
  @Flag() slow_publish?: boolean | null;

  /** 80 % of the period's uploads are used; requires the plan Growth. */
  @Flag() quota?: boolean | null;
}

class MailChoicesDto {
  /** An upload is live on every platform. */
  @Flag() completed?: boolean | null;

  /** An upload failed on every platform. */
  @Flag() failed?: boolean | null;

  /** A platform account must be connected again. */
  @Flag() needs_reconnection?: boolean | null;

  /** The token balance is low. */
  @Flag() tokens_low?: boolean | null;
}

class NotifyDto {
  /** Events to send to Discord. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DiscordChoicesDto)
  discord?: DiscordChoicesDto | null;

  /** Events to send by mail. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MailChoicesDto)
  mail?: MailChoicesDto | null;
}

/** Any subset of the settings; null restores a default. */
export class SettingsDto {
  /** Whether videos get the overlay; turning it on requires the plan Solo. */
  @Flag()
  hud_enabled?: boolean | null;

  /** Style of the overlay. */
  @Choice(HUD_PRESETS)
  hud_preset?: UploadSettings['hudPreset'] | null;

  /** Position of the overlay in the picture. */
  @Choice(HUD_POSITIONS)
  hud_position?: UploadSettings['hudPosition'] | null;

  /** Unit of the speed in the overlay. */
  @Choice(SPEED_UNITS)
  hud_speed_unit?: UploadSettings['hudSpeedUnit'] | null;

  /**
   * Colour of the overlay, as `#RRGGBB`.
   * @example "#FFFFFF"
   */
  @IsOptional()
  @IsHexColor()
  @Matches(/^#[\dA-Fa-f]{6}$/, { message: 'hud_color must be #RRGGBB' })
  @Transform(({ value }) => (typeof value === 'string' ? value.toUpperCase() : (value as unknown)))
  hud_color?: string | null;

  /** Font of the overlay. */
  @Choice(HUD_FONTS)
  hud_font?: UploadSettings['hudFont'] | null;

  /**
   * Font size in pixels at a picture height of 1080.
   * @example 36
   */
  @Whole(12, 72)
  hud_font_size?: number | null;

  /** What the overlay shows. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(HUD_ELEMENTS, { each: true })
  hud_elements?: UploadSettings['hudElements'] | null;

  /**
   * Milliseconds to add to the time of every telemetry sample.
   * @example -250
   */
  @Whole(-3_600_000, 3_600_000)
  telemetry_offset_ms?: number | null;

  /**
   * Speed in mph from which a video counts as `speeding`.
   * @example 70
   */
  @Whole(1, 300)
  speeding_mph?: number | null;

  /**
   * Speed in mph from which a video counts as `euphoria`; more than `speeding_mph`.
   * @example 120
   */
  @Whole(2, 400)
  euphoria_mph?: number | null;

  /** Privacy of uploads that do not specify it. */
  @Choice(PRIVACIES)
  default_privacy?: UploadSettings['defaultPrivacy'] | null;

  /**
   * Hashtags that start every caption; a leading `#` is removed.
   * @example ["racing"]
   */
  @Hashtags(30)
  always_hashtags?: string[] | null;

  /**
   * Hashtags that no caption may contain; a leading `#` is removed.
   * @example ["spam"]
   */
  @Hashtags(500)
  blocked_hashtags?: string[] | null;

  /**
   * Maximum number of hashtags in a caption.
   * @example 10
   */
  @Whole(0, 30)
  max_hashtags?: number | null;

  /**
   * Discord webhook for notifications; requires the plan Solo. Answers mask it, and sending the masked form changes
   * nothing.
   * @example "https://discord.com/api/webhooks/1234567890/AbC-d"
   */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  discord_webhook?: string | null;

  /** Which events to send to which channel. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => NotifyDto)
  notify?: NotifyDto | null;
}

export class TestNotificationDto {
  /** The channel to test. */
  @IsIn(['discord', 'mail'])
  channel: 'discord' | 'mail';
}
