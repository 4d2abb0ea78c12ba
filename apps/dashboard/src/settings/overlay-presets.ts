import type { Schemas } from '../api/client';

/** Every preset of the contract: one that is missing here does not compile. */
export const PRESETS: Readonly<Record<Schemas['SettingsResponse']['hud_preset'], string>> = {
  dashcam: 'Dashcam',
  moto: 'Motorcycle',
  track: 'Race track',
  flight: 'Flight',
  minimal: 'Minimal',
};
