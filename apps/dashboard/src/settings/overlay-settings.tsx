import { Field } from '../ui/field';
import { Tick, Ticks } from '../ui/form-fields';
import { textOf } from '../ui/form-text';
import { Select } from '../ui/select';
import { PRESETS } from './overlay-presets';
import { SettingsCard } from './settings-card';
import type { Changes, Settings } from './settings-form';

/** Every choice of the contract: one that is missing here does not compile. */
const POSITIONS: Readonly<Record<Settings['hud_position'], string>> = {
  'top-left': 'Top left',
  top: 'Top',
  'top-right': 'Top right',
  left: 'Left',
  center: 'Centre',
  right: 'Right',
  'bottom-left': 'Bottom left',
  bottom: 'Bottom',
  'bottom-right': 'Bottom right',
};
const UNITS: Readonly<Record<Settings['hud_speed_unit'], string>> = { mph: 'mph', kmh: 'km/h', kn: 'knots' };
const ELEMENTS: Readonly<Record<Settings['hud_elements'][number], string>> = {
  speed: 'Speed',
  gauge: 'Speed gauge',
  heading: 'Heading',
  altitude: 'Altitude',
  g_force: 'G-force',
  lean: 'Lean angle',
  map: 'Map',
  distance: 'Distance',
  clock: 'Clock',
  laps: 'Laps',
};
const FONTS: Readonly<Record<NonNullable<Changes['hud_font']>, string>> = {
  Arapey: 'Arapey',
  'Didact Gothic': 'Didact Gothic',
  Montserrat: 'Montserrat',
  'Open Sans': 'Open Sans',
  'Permanent Marker': 'Permanent Marker',
  Roboto: 'Roboto',
  'Roboto Mono': 'Roboto Mono',
  'Sue Ellen Francisco': 'Sue Ellen Francisco',
  'Work Sans': 'Work Sans',
};

/** The overlay of telemetry, and the speeds at which a video counts as remarkable. */
export function OverlaySettings({ stored }: { stored: Settings }) {
  return (
    <SettingsCard title="Overlay of telemetry" stored={stored} read={readOverlay}>
      {(shown, thrown) => <Overlay shown={shown} thrown={thrown} />}
    </SettingsCard>
  );
}

function Overlay({ shown, thrown }: { shown: Settings; thrown: unknown }) {
  return (
    <>
      <Tick name="hud_enabled" label="Videos with telemetry get an overlay" defaultChecked={shown.hud_enabled} />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Select label="Style" name="hud_preset" choices={PRESETS} defaultValue={shown.hud_preset} />
        <Select label="Position" name="hud_position" choices={POSITIONS} defaultValue={shown.hud_position} />
        <Select label="Unit of speed" name="hud_speed_unit" choices={UNITS} defaultValue={shown.hud_speed_unit} />
        <Select label="Font" name="hud_font" choices={FONTS} defaultValue={shown.hud_font} />
        <Field label="Colour" name="hud_color" type="color" defaultValue={shown.hud_color} problem={thrown} />
        <Numbers shown={shown} thrown={thrown} />
      </div>
      <Ticks title="Elements" name="hud_elements" choices={ELEMENTS} chosen={shown.hud_elements} />
    </>
  );
}

function Numbers({ shown, thrown }: { shown: Settings; thrown: unknown }) {
  const numeric = { type: 'number', problem: thrown, required: true };
  return (
    <>
      <Field
        label="Font size"
        name="hud_font_size"
        defaultValue={shown.hud_font_size}
        min={12}
        max={72}
        note="In pixels, for a picture that is 1,080 pixels high."
        {...numeric}
      />
      <Field
        label="Telemetry offset"
        name="telemetry_offset_ms"
        defaultValue={shown.telemetry_offset_ms}
        min={-86_400_000}
        max={86_400_000}
        step={100}
        note="In milliseconds; use a positive one if the overlay runs late."
        {...numeric}
      />
      <Field
        label="Speeding starts at"
        name="speeding_mph"
        defaultValue={shown.speeding_mph}
        min={1}
        max={300}
        note="In mph."
        {...numeric}
      />
      <Field
        label="Euphoria starts at"
        name="euphoria_mph"
        defaultValue={shown.euphoria_mph}
        min={2}
        max={400}
        note="In mph; higher than the speeding threshold."
        {...numeric}
      />
    </>
  );
}

function readOverlay(form: FormData): Changes {
  const number = (name: string) => Number(form.get(name));
  const chosen = form.getAll('hud_elements');
  return {
    hud_enabled: form.has('hud_enabled'),
    hud_preset: form.get('hud_preset') as Settings['hud_preset'],
    hud_position: form.get('hud_position') as Settings['hud_position'],
    hud_speed_unit: form.get('hud_speed_unit') as Settings['hud_speed_unit'],
    hud_font: form.get('hud_font') as Changes['hud_font'],
    hud_font_size: number('hud_font_size'),
    hud_color: textOf(form, 'hud_color').toUpperCase(),
    hud_elements: chosen as Settings['hud_elements'],
    telemetry_offset_ms: number('telemetry_offset_ms'),
    speeding_mph: number('speeding_mph'),
    euphoria_mph: number('euphoria_mph'),
  };
}
