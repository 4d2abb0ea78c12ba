export const HUD_PRESETS = ['dial', 'digital', 'minimal'] as const;
export const HUD_POSITIONS = [
  'top-left',
  'top-center',
  'top-right',
  'center-left',
  'center',
  'center-right',
  'bottom-left',
  'bottom-center',
  'bottom-right',
] as const;
export const SPEED_UNITS = ['mph', 'kmh', 'kn'] as const;
/** Bundled fonts; no other font name reaches a renderer. */
export const HUD_FONTS = [
  'Arapey',
  'Didact Gothic',
  'Montserrat',
  'Open Sans',
  'Permanent Marker',
  'Roboto',
  'Sue Ellen Francisco',
  'Work Sans',
] as const;
export const HUD_ELEMENTS = [
  'speed',
  'map',
  'altitude',
  'heading',
  'g_force',
  'heart_rate',
  'distance',
  'time',
] as const;
export const PRIVACIES = ['public', 'unlisted', 'private'] as const;

/** How a workspace wants its videos rendered and described. */
export interface UploadSettings {
  /** Drawn only if the plan includes it as well. */
  hudEnabled: boolean;
  hudPreset: (typeof HUD_PRESETS)[number];
  hudPosition: (typeof HUD_POSITIONS)[number];
  hudSpeedUnit: (typeof SPEED_UNITS)[number];
  /** `#RRGGBB`. */
  hudColor: string;
  hudFont: (typeof HUD_FONTS)[number];
  /** 12 to 72, at a picture height of 1080. */
  hudFontSize: number;
  hudElements: (typeof HUD_ELEMENTS)[number][];
  /** Added to the time of every telemetry sample. */
  telemetryOffsetMs: number;
  speedingMph: number;
  /** Must exceed `speedingMph`. */
  euphoriaMph: number;
  defaultPrivacy: (typeof PRIVACIES)[number];
  /** Without `#`. */
  alwaysHashtags: string[];
  blockedHashtags: string[];
  maxHashtags: number;
}

/** Defaults of settings that were never set. */
export const UPLOAD_DEFAULTS: Readonly<UploadSettings> = {
  hudEnabled: true,
  hudPreset: 'dial',
  hudPosition: 'bottom-left',
  hudSpeedUnit: 'mph',
  hudColor: '#FFFFFF',
  hudFont: 'Roboto',
  hudFontSize: 24,
  hudElements: ['speed'],
  telemetryOffsetMs: 0,
  speedingMph: 80,
  euphoriaMph: 100,
  defaultPrivacy: 'public',
  alwaysHashtags: [],
  blockedHashtags: [],
  maxHashtags: 15,
};

/** Absent: unchanged. null: the default. */
export type UploadSettingsChanges = { [Name in keyof UploadSettings]?: UploadSettings[Name] | null };
