import { bundledFamilies } from '../canvas/bundled-fonts';

export const HUD_PRESETS = ['dashcam', 'moto', 'track', 'flight', 'minimal'] as const;
export const HUD_POSITIONS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export const HUD_SPEED_UNITS = ['mph', 'kmh', 'kn'] as const;
export const HUD_ELEMENTS = [
  'speed',
  'gauge',
  'heading',
  'altitude',
  'g_force',
  'lean',
  'map',
  'distance',
  'clock',
  'laps',
] as const;
/** Bundled families whose digits are outlines; emoji are pictures. */
export const HUD_FONTS: readonly string[] = bundledFamilies().filter((family) => !family.includes('Emoji'));

export type HudPreset = (typeof HUD_PRESETS)[number];
export type HudPosition = (typeof HUD_POSITIONS)[number];
export type HudSpeedUnit = (typeof HUD_SPEED_UNITS)[number];
export type HudElement = (typeof HUD_ELEMENTS)[number];

/** The appearance of a video's overlay. The names are those of the stored settings without `hud_`. */
export interface HudSettings {
  preset: HudPreset;
  /** Corner of the group with the speed; the other groups take the opposite corners. */
  position: HudPosition;
  speed_unit: HudSpeedUnit;
  /** `#RRGGBB`: needle, trail and highlights. */
  color: string;
  /** One of `HUD_FONTS`. */
  font: string;
  /** 12 to 72; 24 is the designed size. Groups that do not fit are drawn smaller. */
  font_size: number;
  /** In any order; the preset decides their positions. */
  elements: HudElement[];
}

/** One wrong value. */
export interface HudSettingsFault {
  field: string;
  message: string;
}

/** The elements of each preset; `elements` overrides them. */
export const PRESET_ELEMENTS: Readonly<Record<HudPreset, readonly HudElement[]>> = {
  dashcam: ['speed', 'heading', 'altitude', 'distance', 'clock', 'map'],
  moto: ['gauge', 'lean', 'g_force', 'map', 'clock'],
  track: ['gauge', 'g_force', 'laps', 'map'],
  flight: ['speed', 'altitude', 'heading', 'map', 'distance'],
  minimal: ['speed'],
};

export const DEFAULT_HUD_SETTINGS: Readonly<HudSettings> = {
  preset: 'dashcam',
  position: 'bottom-left',
  speed_unit: 'kmh',
  color: '#FF7A1A',
  font: 'Montserrat',
  font_size: 24,
  elements: [...PRESET_ELEMENTS.dashcam],
};

type Rule = (value: unknown) => string | undefined;

const oneOf =
  (allowed: readonly string[]): Rule =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? undefined : `must be one of ${allowed.join(', ')}`;

const RULES: { readonly [field in keyof HudSettings]: Rule } = {
  preset: oneOf(HUD_PRESETS),
  position: oneOf(HUD_POSITIONS),
  speed_unit: oneOf(HUD_SPEED_UNITS),
  color: (value) =>
    typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? undefined : 'must be a colour in the form #RRGGBB',
  font: oneOf(HUD_FONTS),
  font_size: (value) =>
    typeof value === 'number' && value >= 12 && value <= 72 ? undefined : 'must be a number from 12 to 72',
  elements: (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > HUD_ELEMENTS.length)
      return `must be a list of 1 to ${HUD_ELEMENTS.length} elements`;
    const wrong = value.some((element) => !(HUD_ELEMENTS as readonly unknown[]).includes(element));
    if (wrong) return `must contain only ${HUD_ELEMENTS.join(', ')}`;
    return new Set(value).size === value.length ? undefined : 'must name each element once';
  },
};

const isField = (name: string): name is keyof HudSettings => Object.hasOwn(RULES, name);

/**
 * Checks settings and fills in missing ones. Fields that are undefined or null count as missing.
 * @returns the complete settings, or every fault with the name of its field
 */
export function hudSettings(given: unknown): { settings: HudSettings } | { faults: HudSettingsFault[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { faults: [{ field: '', message: 'must be an object' }] };
  const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const faults = entries.flatMap(([field, value]): HudSettingsFault[] => {
    const message = isField(field) ? RULES[field](value) : 'is not a setting of the HUD';
    return message === undefined ? [] : [{ field: field.slice(0, 64), message }];
  });
  if (faults.length > 0) return { faults };
  const chosen = Object.fromEntries(entries) as Partial<HudSettings>;
  const preset = chosen.preset ?? DEFAULT_HUD_SETTINGS.preset;
  return { settings: { ...DEFAULT_HUD_SETTINGS, elements: [...PRESET_ELEMENTS[preset]], ...chosen } };
}
