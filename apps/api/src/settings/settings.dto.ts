import { ADVANCED_ALERTS, NOTIFICATION_DEFAULTS } from '@app/notifications';
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
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
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

/** Absent stays as it is, null is the default again. */
const Setting = (options: ApiPropertyOptions = {}) =>
  applyDecorators(ApiPropertyOptional({ nullable: true, ...options }), IsOptional());
const Flag = (options: ApiPropertyOptions = {}) => applyDecorators(Setting({ type: Boolean, ...options }), IsBoolean());
const Choice = (values: readonly string[]) => applyDecorators(Setting({ enum: values }), IsIn(values));
const Whole = (min: number, max: number, description?: string) =>
  applyDecorators(Setting({ type: 'integer', minimum: min, maximum: max, description }), IsInt(), Min(min), Max(max));
const Hashtags = (most: number, description: string) =>
  applyDecorators(
    Setting({ type: [String], maxItems: most, description }),
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
const advanced = (name: string) => (ADVANCED_ALERTS as readonly string[]).includes(name);

class DiscordChoicesDto {
  @Flag() queued?: boolean | null;
  @Flag() completed?: boolean | null;
  @Flag() partial?: boolean | null;
  @Flag() failed?: boolean | null;
  @Flag() needs_reconnection?: boolean | null;
  @Flag({ description: 'With the plan Growth.' }) digest?: boolean | null;
  @Flag({ description: 'With the plan Growth.' }) slow_publish?: boolean | null;
  @Flag({ description: 'With the plan Growth: 80 % of the uploads of the period are used.' }) quota?: boolean | null;
}

class MailChoicesDto {
  @Flag() completed?: boolean | null;
  @Flag() failed?: boolean | null;
  @Flag() needs_reconnection?: boolean | null;
  @Flag() tokens_low?: boolean | null;
}

class NotifyDto {
  @Setting({ type: DiscordChoicesDto, description: `By default: ${said('discord')}.` })
  @IsObject()
  @ValidateNested()
  @Type(() => DiscordChoicesDto)
  discord?: DiscordChoicesDto | null;

  @Setting({ type: MailChoicesDto, description: `By default: ${said('mail')}.` })
  @IsObject()
  @ValidateNested()
  @Type(() => MailChoicesDto)
  mail?: MailChoicesDto | null;
}

function said(channel: keyof typeof NOTIFICATION_DEFAULTS): string {
  return Object.entries(NOTIFICATION_DEFAULTS[channel])
    .filter(([name, told]) => told && !advanced(name))
    .map(([name]) => name)
    .join(', ');
}

/** Any subset; `null` brings a default back. */
export class SettingsDto {
  @Flag({ description: 'Turning it on needs the plan Solo.' })
  hud_enabled?: boolean | null;

  @Choice(HUD_PRESETS)
  hud_preset?: UploadSettings['hudPreset'] | null;

  @Choice(HUD_POSITIONS)
  hud_position?: UploadSettings['hudPosition'] | null;

  @Choice(SPEED_UNITS)
  hud_speed_unit?: UploadSettings['hudSpeedUnit'] | null;

  @Setting({ type: String, example: '#FFFFFF', description: '`#RRGGBB`.' })
  @IsHexColor()
  @Matches(/^#[\dA-Fa-f]{6}$/, { message: 'hud_color must be #RRGGBB' })
  @Transform(({ value }) => (typeof value === 'string' ? value.toUpperCase() : (value as unknown)))
  hud_color?: string | null;

  @Choice(HUD_FONTS)
  hud_font?: UploadSettings['hudFont'] | null;

  @Whole(12, 72, 'At a picture height of 1080.')
  hud_font_size?: number | null;

  @Setting({ enum: HUD_ELEMENTS, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(HUD_ELEMENTS, { each: true })
  hud_elements?: UploadSettings['hudElements'] | null;

  @Whole(-3_600_000, 3_600_000, 'Added to the time of every telemetry sample.')
  telemetry_offset_ms?: number | null;

  @Whole(1, 300)
  speeding_mph?: number | null;

  @Whole(2, 400, 'More than `speeding_mph`.')
  euphoria_mph?: number | null;

  @Choice(PRIVACIES)
  default_privacy?: UploadSettings['defaultPrivacy'] | null;

  @Hashtags(30, 'Put first in every caption; stored without `#`.')
  always_hashtags?: string[] | null;

  @Hashtags(500, 'Never used, whoever asks for them.')
  blocked_hashtags?: string[] | null;

  @Whole(0, 30)
  max_hashtags?: number | null;

  @Setting({
    type: String,
    example: 'https://discord.com/api/webhooks/1234567890/AbC-d',
    description: 'Needs the plan Solo. A secret: answers show it masked, and the masked form leaves it as it is.',
  })
  @IsString()
  @MaxLength(300)
  discord_webhook?: string | null;

  @Setting({ type: NotifyDto, description: 'What is told where.' })
  @IsObject()
  @ValidateNested()
  @Type(() => NotifyDto)
  notify?: NotifyDto | null;
}

export class TestNotificationDto {
  @IsIn(['discord', 'mail'])
  channel: 'discord' | 'mail';
}
