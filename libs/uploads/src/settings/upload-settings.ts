import { type HudSettings, hudSettings, type PrivacyZone } from '@app/media';

export const PRIVACIES = ['public', 'unlisted', 'private'] as const;

/** The settings of a workspace for rendering and describing its videos. */
export interface UploadSettings {
  /** Drawn only if the plan includes it as well. */
  hudEnabled: boolean;
  hudPreset: HudSettings['preset'];
  hudPosition: HudSettings['position'];
  hudSpeedUnit: HudSettings['speed_unit'];
  /** `#RRGGBB`. */
  hudColor: string;
  hudFont: string;
  /** 12 to 72, at a picture height of 1080. */
  hudFontSize: number;
  /** Default: the elements of the preset. */
  hudElements: HudSettings['elements'];
  /** No overlay shows a position in one of them. */
  privacyZones: PrivacyZone[];
  /** Overlays and captions write higher speeds as `≥` this one; null: every speed is shown. */
  maxShownSpeedKmh: number | null;
  /** For tracks without their own offset: the frame at t shows the track at t + this. */
  telemetryOffsetMs: number;
  speedingMph: number;
  /** Must exceed `speedingMph`. */
  euphoriaMph: number;
  defaultPrivacy: (typeof PRIVACIES)[number];
  /** Without `#`. */
  alwaysHashtags: string[];
  blockedHashtags: string[];
  maxHashtags: number;
  /** Variables in braces; empty: the caption is the owner's text. Used only if the plan includes it. */
  captionTemplate: string;
  /** Whether captions are written where the owner wrote none. Used only if the plan includes it. */
  autoCaptions: boolean;
  /**
   * Whether someone must approve posts before they are published. It stays in force when the plan no longer includes
   * it.
   */
  approvalRequired: boolean;
}

type HudLook = Pick<
  UploadSettings,
  'hudPreset' | 'hudPosition' | 'hudSpeedUnit' | 'hudColor' | 'hudFont' | 'hudFontSize' | 'hudElements'
>;

function looksOf(checked: ReturnType<typeof hudSettings>): HudLook {
  if ('faults' in checked) throw new Error('the defaults of the HUD are not valid');
  const { preset, position, speed_unit, color, font, font_size, elements } = checked.settings;
  return {
    hudPreset: preset,
    hudPosition: position,
    hudSpeedUnit: speed_unit,
    hudColor: color,
    hudFont: font,
    hudFontSize: font_size,
    hudElements: elements,
  };
}

/** The elements of the preset, unless the workspace chose its own. */
export const elementsOf = (preset: HudSettings['preset']): HudSettings['elements'] =>
  looksOf(hudSettings({ preset })).hudElements;

/** The settings in the renderer's form. */
export const hudSettingsOf = (settings: HudLook): HudSettings => ({
  preset: settings.hudPreset,
  position: settings.hudPosition,
  speed_unit: settings.hudSpeedUnit,
  color: settings.hudColor,
  font: settings.hudFont,
  font_size: settings.hudFontSize,
  elements: settings.hudElements,
});

/** Defaults of settings that were never set. */
export const UPLOAD_DEFAULTS: Readonly<UploadSettings> = {
  hudEnabled: true,
  ...looksOf(hudSettings({ speed_unit: 'mph' })),
  privacyZones: [],
  maxShownSpeedKmh: null,
  telemetryOffsetMs: 0,
  speedingMph: 80,
  euphoriaMph: 100,
  defaultPrivacy: 'public',
  alwaysHashtags: [],
  blockedHashtags: [],
  maxHashtags: 15,
  captionTemplate: '',
  autoCaptions: false,
  approvalRequired: false,
};

/** Absent: unchanged. null: the default. */
export type UploadSettingsChanges = { [Name in keyof UploadSettings]?: UploadSettings[Name] | null };
