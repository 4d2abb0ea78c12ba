import { maskDiscordWebhook, type NotificationChoices, type NotificationSettings } from '@app/notifications';
import type { UploadSettings } from '@app/uploads';
import { ApiProperty } from '@nestjs/swagger';

const ofFlags = (names: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }])),
  required: [...names],
});

export class SettingsResponse {
  @ApiProperty({ description: 'False as well where the plan does not include the overlay.' })
  hud_enabled: boolean;

  @ApiProperty({ type: String })
  hud_preset: UploadSettings['hudPreset'];

  @ApiProperty({ type: String })
  hud_position: UploadSettings['hudPosition'];

  @ApiProperty({ type: String })
  hud_speed_unit: UploadSettings['hudSpeedUnit'];

  @ApiProperty({ example: '#FFFFFF' })
  hud_color: string;

  @ApiProperty({ type: String })
  hud_font: UploadSettings['hudFont'];

  @ApiProperty({ type: 'integer' })
  hud_font_size: number;

  @ApiProperty({ type: [String] })
  hud_elements: UploadSettings['hudElements'];

  @ApiProperty({ type: 'integer' })
  telemetry_offset_ms: number;

  @ApiProperty({ type: 'integer' })
  speeding_mph: number;

  @ApiProperty({ type: 'integer' })
  euphoria_mph: number;

  @ApiProperty({ type: String })
  default_privacy: UploadSettings['defaultPrivacy'];

  @ApiProperty({ type: [String] })
  always_hashtags: string[];

  @ApiProperty({ type: [String] })
  blocked_hashtags: string[];

  @ApiProperty({ type: 'integer' })
  max_hashtags: number;

  @ApiProperty({ type: String, nullable: true, example: 'https://discord.com/api/webhooks/1234567890/********' })
  discord_webhook: string | null;

  @ApiProperty({
    type: 'object',
    properties: {
      discord: ofFlags([
        'queued',
        'completed',
        'partial',
        'failed',
        'needs_reconnection',
        'digest',
        'slow_publish',
        'quota',
      ]),
      mail: ofFlags(['completed', 'failed', 'needs_reconnection', 'tokens_low']),
    },
    required: ['discord', 'mail'],
  })
  notify: NotificationChoices;

  static of(
    uploads: UploadSettings,
    { discordWebhook, choices }: NotificationSettings,
    hasHud: boolean,
  ): SettingsResponse {
    return {
      hud_enabled: uploads.hudEnabled && hasHud,
      hud_preset: uploads.hudPreset,
      hud_position: uploads.hudPosition,
      hud_speed_unit: uploads.hudSpeedUnit,
      hud_color: uploads.hudColor,
      hud_font: uploads.hudFont,
      hud_font_size: uploads.hudFontSize,
      hud_elements: uploads.hudElements,
      telemetry_offset_ms: uploads.telemetryOffsetMs,
      speeding_mph: uploads.speedingMph,
      euphoria_mph: uploads.euphoriaMph,
      default_privacy: uploads.defaultPrivacy,
      always_hashtags: uploads.alwaysHashtags,
      blocked_hashtags: uploads.blockedHashtags,
      max_hashtags: uploads.maxHashtags,
      discord_webhook: discordWebhook === null ? null : maskDiscordWebhook(discordWebhook),
      notify: choices,
    };
  }
}

export class NotificationTestResponse {
  @ApiProperty({ enum: ['sent', 'queued'], description: 'Discord has it; a mail is on its way.' })
  status: 'sent' | 'queued';

  @ApiProperty({ enum: ['discord', 'mail'] })
  channel: 'discord' | 'mail';
}
