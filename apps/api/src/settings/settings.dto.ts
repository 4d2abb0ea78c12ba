import { AcceptsNull } from '@app/core';
import { HUD_ELEMENTS, HUD_FONTS, HUD_POSITIONS, HUD_PRESETS, HUD_SPEED_UNITS, SHOWN_SPEED } from '@app/media';
import { CAPTION_VARIABLES, PRIVACIES, type UploadSettings } from '@app/uploads';
import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
import { Hashtags } from '../http/hashtags.decorator';
import { type PrivacyZoneDto, PrivacyZones } from '../http/privacy-zones.dto';
import { TrackOffset } from '../http/track-offset.decorator';

/** A field that a request leaves out stays as it is; null restores the default. */
const Resettable = () => applyDecorators(IsOptional(), AcceptsNull());
const Flag = () => applyDecorators(Resettable(), IsBoolean());
const Choice = (values: readonly string[]) => applyDecorators(Resettable(), IsIn(values));
const Whole = (min: number, max: number) => applyDecorators(Resettable(), IsInt(), Min(min), Max(max));
/** Text without braces, and variables in braces. */
const KNOWN_VARIABLES = new RegExp(`^(?:[^{}]|\\{(?:${CAPTION_VARIABLES.join('|')})\\})*$`, 'u');

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

  /** A summary of the previous day, at 09:00 UTC, unless nothing happened; requires the plan Growth. */
  @Flag() digest?: boolean | null;

  /** A post was published five minutes after its time or later; requires the plan Growth. */
  @Flag() slow_publish?: boolean | null;

  /** 80 % or all of the period's uploads are used; requires the plan Growth. */
  @Flag() quota?: boolean | null;
}

class MailChoicesDto {
  /** A post is live, or the files of an upload without posts are ready. */
  @Flag() completed?: boolean | null;

  /** A post failed or is unconfirmed, or files of an upload without posts could not be made. */
  @Flag() failed?: boolean | null;

  /** A platform account must be connected again. */
  @Flag() needs_reconnection?: boolean | null;

  /** The token balance is low. */
  @Flag() tokens_low?: boolean | null;
}

class InAppChoicesDto {
  /** An upload is live on every platform. */
  @Flag() completed?: boolean | null;

  /** An upload is live on some of its platforms. */
  @Flag() partial?: boolean | null;

  /** An upload failed on every platform. */
  @Flag() failed?: boolean | null;

  /** Posts need approval, or were approved or rejected. */
  @Flag() approvals?: boolean | null;

  /** A platform account must be connected again. */
  @Flag() needs_reconnection?: boolean | null;

  /** A post was published five minutes after its time or later. */
  @Flag() slow_publish?: boolean | null;

  /** A render failed. */
  @Flag() render_failed?: boolean | null;

  /** 80 % or all of the period's uploads are used. */
  @Flag() quota?: boolean | null;

  /** The token balance is low. */
  @Flag() tokens_low?: boolean | null;

  /** The plan changed, or a payment failed. */
  @Flag() subscription?: boolean | null;
}

class NotifyDto {
  /** Events to send to Discord. */
  @Resettable()
  @IsObject()
  @ValidateNested()
  @Type(() => DiscordChoicesDto)
  discord?: DiscordChoicesDto | null;

  /** Events to send by email. */
  @Resettable()
  @IsObject()
  @ValidateNested()
  @Type(() => MailChoicesDto)
  mail?: MailChoicesDto | null;

  /** Events that become notices in the dashboard. */
  @Resettable()
  @IsObject()
  @ValidateNested()
  @Type(() => InAppChoicesDto)
  in_app?: InAppChoicesDto | null;
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

  /** Unit of speeds in the overlay and in captions; distances and altitudes follow. Default: `mph`. */
  @Choice(HUD_SPEED_UNITS)
  hud_speed_unit?: UploadSettings['hudSpeedUnit'] | null;

  /**
   * Colour of the overlay, as `#RRGGBB`.
   * @example "#FFFFFF"
   */
  @Resettable()
  @Matches(/^#[\dA-Fa-f]{6}$/, { message: 'hud_color must be a colour such as #FF7A1A' })
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
  @Resettable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(HUD_ELEMENTS, { each: true })
  hud_elements?: UploadSettings['hudElements'] | null;

  /**
   * Places such as a home, at most 5. Overlays show neither map position nor heading there, and do not count the
   * distance driven there. They apply to every file made from now on.
   */
  @Resettable()
  @PrivacyZones()
  privacy_zones?: PrivacyZoneDto[] | null;

  /**
   * Highest speed, in km/h, that overlays and captions show. Higher speeds appear as `≥130`, for example. null: no limit.
   * @example 130
   */
  @Whole(SHOWN_SPEED.least, SHOWN_SPEED.most)
  max_shown_speed_kmh?: number | null;

  /**
   * Milliseconds by which every track is moved forward, in steps of 100: the frame at t shows the track at t + this. A
   * positive value helps overlays that run late. It corrects the clock of your camera, so it moves no data that the video
   * itself holds, and does not decide an uncertain position.
   * @example -200
   */
  @Resettable()
  @TrackOffset()
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
  @Resettable()
  @Hashtags(30)
  always_hashtags?: string[] | null;

  /**
   * Hashtags that no caption may contain; a leading `#` is removed.
   * @example ["spam"]
   */
  @Resettable()
  @Hashtags(500)
  blocked_hashtags?: string[] | null;

  /**
   * Maximum number of hashtags in a caption; those of its own text count, but stay when there are more.
   * @example 10
   */
  @Whole(0, 30)
  max_hashtags?: number | null;

  /**
   * Template of every caption, with variables in braces: `{title}`, `{caption}`, `{filename}`, `{date}`, `{duration}`,
   * `{distance}`, `{max_speed}`, `{average_speed}`, `{score}`. A line whose variables are all unknown is left out.
   * Needs the plan Growth.
   * @example "{caption}\n{distance} at up to {max_speed}"
   */
  @Resettable()
  @IsString()
  @MaxLength(2_200)
  @Matches(KNOWN_VARIABLES, { message: 'caption_template must contain only known variables in braces' })
  caption_template?: string | null;

  /** Whether captions are written for uploads that have none; needs the plan Creator. */
  @Flag()
  auto_captions?: boolean | null;

  /**
   * Whether an owner or administrator must approve posts before they are published; needs the plan Studio. Concerns
   * every upload whose video becomes ready from now on, and stays in force when the plan ends. Only the owner turns it
   * off.
   */
  @Flag()
  approval_required?: boolean | null;

  /**
   * Discord webhook for notifications; requires the plan Solo. Answers mask it, and sending the masked form changes
   * nothing.
   * @example "https://discord.com/api/webhooks/1234567890/AbC-d"
   */
  @Resettable()
  @IsString()
  @MaxLength(300)
  discord_webhook?: string | null;

  /** Which events to send to which channel. */
  @Resettable()
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
