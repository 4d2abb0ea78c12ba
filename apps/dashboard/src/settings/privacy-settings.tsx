import { useState } from 'react';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { textOf } from '../ui/form-text';
import { SettingsCard } from './settings-card';
import type { Changes, Settings } from './settings-form';

type Zone = NonNullable<Settings['privacy_zones']>[number];

const MOST_ZONES = 5;
const NEW_ZONE = { radius_m: 300 };

/** Places and speeds that no overlay tells. */
export function PrivacySettings({ stored }: { stored: Settings }) {
  return (
    <SettingsCard title="Privacy of overlays" stored={stored} read={readPrivacy}>
      {(shown, thrown, touch) => <Privacy shown={shown} thrown={thrown} touch={touch} />}
    </SettingsCard>
  );
}

function Privacy({ shown, thrown, touch }: { shown: Settings; thrown: unknown; touch: () => void }) {
  return (
    <>
      <p className="text-sm text-soft">
        Overlays show neither map nor heading around these places, such as your home, in every file made from now on.
      </p>
      {shown.privacy_zones ? (
        <Zones stored={shown.privacy_zones} onChange={touch} />
      ) : (
        <p className="text-sm text-soft">Only the owner and administrators see the places.</p>
      )}
      <Field
        label="Highest shown speed"
        name="max_shown_speed_kmh"
        type="number"
        min={1}
        max={1_000}
        defaultValue={shown.max_shown_speed_kmh ?? ''}
        note="In km/h; higher speeds are shown as ≥ this one. Empty: no limit."
        problem={thrown}
      />
    </>
  );
}

/** A list of places that grows and shrinks before it is saved. */
function Zones({ stored, onChange }: { stored: readonly Zone[]; onChange: () => void }) {
  const [zones, setZones] = useState<{ key: number; zone: Partial<Zone> }[]>(
    stored.map((zone, key) => ({ key, zone })),
  );
  const change = (changed: typeof zones) => {
    setZones(changed);
    onChange();
  };
  const next = Math.max(-1, ...zones.map(({ key }) => key)) + 1;
  return (
    <div className="flex flex-col gap-4">
      {zones.map(({ key, zone }, index) => (
        <fieldset key={key} className="grid min-w-0 items-end gap-4 sm:grid-cols-4">
          <legend className="mb-1 text-sm font-medium">Place {index + 1}</legend>
          <Degrees label="Latitude" name="zone_latitude" most={90} value={zone.latitude} />
          <Degrees label="Longitude" name="zone_longitude" most={180} value={zone.longitude} />
          <Field
            label="Radius in metres"
            name="zone_radius"
            type="number"
            required
            min={50}
            max={5_000}
            defaultValue={zone.radius_m}
          />
          <Button
            aria-label={`Remove place ${index + 1}`}
            onClick={() => change(zones.filter((each) => each.key !== key))}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      <div>
        <Button disabled={zones.length >= MOST_ZONES} onClick={() => change([...zones, { key: next, zone: NEW_ZONE }])}>
          Add a place
        </Button>
      </div>
      <input type="hidden" name="has_zones" value="yes" />
    </div>
  );
}

interface DegreesProps {
  label: string;
  name: string;
  most: number;
  value: number | undefined;
}

const Degrees = ({ label, name, most, value }: DegreesProps) => (
  <Field label={label} name={name} type="number" required step="any" min={-most} max={most} defaultValue={value} />
);

function readPrivacy(form: FormData): Changes {
  const numbers = (name: string) => form.getAll(name).map(Number);
  const [longitudes, radii] = [numbers('zone_longitude'), numbers('zone_radius')];
  const limit = textOf(form, 'max_shown_speed_kmh');
  const privacy_zones = numbers('zone_latitude').map((latitude, index) => ({
    latitude,
    longitude: longitudes[index] ?? 0,
    radius_m: radii[index] ?? 0,
  }));
  return {
    ...(form.has('has_zones') && { privacy_zones }),
    max_shown_speed_kmh: limit === '' ? null : Number(limit),
  };
}
