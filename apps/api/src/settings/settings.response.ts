import { maskDiscordWebhook, type NotificationChoices, type NotificationSettings } from '@app/notifications';
import type { UploadSettings } from '@app/uploads';
import type { Count, HexColor, Integer } from '../http/field-types';
import type { PrivacyZoneDto } from '../http/privacy-zones.dto';

class DiscordAlertsResponse {
  /** An upload was accepted. */
  queued: boolean;

  /** An upload is live on every platform. */
  completed: boolean;

  /** An upload is live on some of its platforms. */
  partial: boolean;

  /** An upload failed on every platform. */
  failed: boolean;

  /** A platform account must be connected again. */
  needs_reconnection: boolean;

  /** A summary of the previous day, at 09:00 UTC, unless nothing happened. */
  digest: boolean;

  /** A post was published five minutes after its time or later. */
  slow_publish: boolean;

  /** 80 % or all of the period's uploads are used. */
  quota: boolean;
}

class MailAlertsResponse {
  /** A post is live, or the files of an upload without posts are ready. */
  completed: boolean;

  /** A post failed or is unconfirmed, or files of an upload without posts could not be made. */
  failed: boolean;

  /** A platform account must be connected again. */
  needs_reconnection: boolean;

  /** The token balance is low. */
  tokens_low: boolean;
}

class InAppAlertsResponse {
  /** An upload is live on every platform. */
  completed: boolean;

  /** An upload is live on some of its platforms. */
  partial: boolean;

  /** An upload failed on every platform. */
  failed: boolean;

  /** Posts need approval, or were approved or rejected. */
  approvals: boolean;

  /** A platform account must be connected again. */
  needs_reconnection: boolean;

  /** A post was published five minutes after its time or later. */
  slow_publish: boolean;

  /** A render failed. */
  render_failed: boolean;

  /** 80 % or all of the period's uploads are used. */
  quota: boolean;

  /** The token balance is low. */
  tokens_low: boolean;

  /** The plan changed, or a payment failed. */
  subscription: boolean;
}

class NotifyResponse implements NotificationChoices {
  /** Events that are sent to Discord. */
  discord: DiscordAlertsResponse;

  /** Events that are sent by email. */
  mail: MailAlertsResponse;

  /** Events that become notices in the dashboard. */
  in_app: InAppAlertsResponse;
}

export class SettingsResponse {
  /** Whether videos get the overlay; false if the plan does not include it. */
  hud_enabled: boolean;

  /** Style of the overlay. */
  hud_preset: UploadSettings['hudPreset'];

  /** Position of the overlay in the picture. */
  hud_position: UploadSettings['hudPosition'];

  /** Unit of speeds in the overlay and in captions; distances and altitudes follow. */
  hud_speed_unit: UploadSettings['hudSpeedUnit'];

  /** Colour of the overlay, as `#RRGGBB`. */
  hud_color: HexColor;

  /**
   * Font of the overlay.
   * @example "Montserrat"
   */
  hud_font: UploadSettings['hudFont'];

  /**
   * Font size in pixels at a picture height of 1080.
   * @example 36
   */
  hud_font_size: Count;

  /** What the overlay shows. */
  hud_elements: UploadSettings['hudElements'];

  /** Places that overlays do not show; only for the owner and administrators, null for others. */
  privacy_zones: PrivacyZoneDto[] | null;

  /**
   * Highest speed in km/h that overlays and captions tell; null: no limit.
   * @example 130
   */
  max_shown_speed_kmh: Count | null;

  /**
   * Milliseconds by which every track is moved forward: the frame at t shows the track at t + this.
   * @example -200
   */
  telemetry_offset_ms: Integer;

  /**
   * Speed in mph from which a video counts as `speeding`.
   * @example 70
   */
  speeding_mph: Count;

  /**
   * Speed in mph from which a video counts as `euphoria`.
   * @example 120
   */
  euphoria_mph: Count;

  /** Privacy of uploads that do not specify it. */
  default_privacy: UploadSettings['defaultPrivacy'];

  /**
   * Hashtags that start every caption, without `#`.
   * @example ["racing"]
   */
  always_hashtags: string[];

  /**
   * Hashtags that no caption contains, without `#`.
   * @example ["spam"]
   */
  blocked_hashtags: string[];

  /**
   * Maximum number of hashtags in a caption; those of its own text count, but stay when there are more.
   * @example 10
   */
  max_hashtags: Count;

  /**
   * Template of every caption; empty: captions are those of the uploads.
   * @example "{caption}\n{distance} at up to {max_speed}"
   */
  caption_template: string;

  /** Whether captions are written for uploads that have none. */
  auto_captions: boolean;

  /** Whether an owner or administrator must approve posts before they are published. */
  approval_required: boolean;

  /**
   * Discord webhook for notifications, masked; null without one.
   * @example "https://discord.com/api/webhooks/1234567890/********"
   */
  discord_webhook: string | null;

  /** Which events are sent to which channel. */
  notify: NotifyResponse;

  static of(
    uploads: UploadSettings,
    { discordWebhook, choices }: NotificationSettings,
    { hasHud, seesZones }: { hasHud: boolean; seesZones: boolean },
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
      privacy_zones: seesZones ? uploads.privacyZones : null,
      max_shown_speed_kmh: uploads.maxShownSpeedKmh,
      telemetry_offset_ms: uploads.telemetryOffsetMs,
      speeding_mph: uploads.speedingMph,
      euphoria_mph: uploads.euphoriaMph,
      default_privacy: uploads.defaultPrivacy,
      always_hashtags: uploads.alwaysHashtags,
      blocked_hashtags: uploads.blockedHashtags,
      max_hashtags: uploads.maxHashtags,
      caption_template: uploads.captionTemplate,
      auto_captions: uploads.autoCaptions,
      approval_required: uploads.approvalRequired,
      discord_webhook: discordWebhook === null ? null : maskDiscordWebhook(discordWebhook),
      notify: choices,
    };
  }
}

export class NotificationTestResponse {
  /** `sent`: Discord has the message; `queued`: an email is on its way. */
  status: 'sent' | 'queued';

  /** The channel that was tested. */
  channel: 'discord' | 'mail';
}
