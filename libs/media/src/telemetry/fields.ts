import type { Channel } from './track';
import { type Unit, unitNamed } from './units';

/** The meaning of a table's column. */
export type FieldRole =
  | { kind: 'channel'; channel: Channel }
  | { kind: 'time' }
  | { kind: 'date'; ofDji?: true }
  /** Whether the receiver had a fix. */
  | { kind: 'fix' }
  /** Zero where the row repeats the position of the previous row. */
  | { kind: 'update' }
  /** Latitude and longitude in one cell. */
  | { kind: 'place' }
  | { kind: 'hemisphere'; of: 'latitude' | 'longitude' };

export interface Field {
  role?: FieldRole;
  unit?: Unit;
  /** The header declares that the times are UTC. */
  utc: boolean;
  /** The header declares that the value comes from the receiver. */
  gps: boolean;
}

/** Names without units, filler words and accents, in the languages that loggers use. */
const CHANNEL_NAMES: { [channel in Channel]: string } = {
  latitude: 'lat|latitude|latitude n/s|breite|breitengrad|latitud|latitudine|loc lat|location latitude',
  longitude:
    'lon|long|lng|longitude|longtitude|longitude e/w|lange|laenge|langengrad|laengengrad|longitud|longitudine|location longitude',
  altitude:
    'alt|altitude|ele|elev|elevation|height|hohe|hoehe|altitud|altitudine|quota|abs alt|altitude msl|alt msl|height msl|msl|hmsl|altitude above sea level',
  speed:
    'speed|velocity|vel|spd|geschwindigkeit|vitesse|velocidad|velocita|speed over ground|ground speed|groundspeed|sog|speed 2d|2d speed|h speed|horizontal speed|vehicle speed|mph|kph|kmh|km/h|m/s|knots|kts',
  course:
    'heading|course|bearing|cog|track|direction|azimuth|azimut|kurs|richtung|true course|course over ground|cap|rumbo|hdg|track angle',
  distance:
    'distance|dist|distance traveled|distance travelled|total distance|cumulative distance|distanz|strecke|distancia',
  heartRate: 'hr|heart rate|heartrate|pulse|heart|herzfrequenz|frequence cardiaque|bpm',
  cadence: 'cadence|cad|trittfrequenz',
  power: 'power|watts|leistung|puissance',
  temperature: 'temp|temperature|atemp|ambient temperature|air temperature|temperatur|temperatura',
  longitudinalG:
    'x|longitudinal acc|long acc|longacc|longitudinal acceleration|longitudinal accel|longitudinal|long g|acceleration longitudinal|acc long',
  lateralG:
    'y|lateral acc|lat acc|latacc|lateral acceleration|lateral accel|lateral|lat g|acceleration lateral|acc lat',
  lean: 'lean|lean angle|bank angle',
  engineSpeed: 'rpm|engine rpm|engine speed|revs|drehzahl',
  gear: 'gear|gang',
  throttle: 'throttle|throttle pos|throttle position|tps|accelerator pos',
};

const TIME_NAMES =
  'time|timestamp|time stamp|update time|fly time|flight time|datetime|date time|ts|t|epoch|epoch time|unix|unix time|unixtime|seconds|secs|elapsed|elapsed time|time elapsed|session time|recording time|log time|local time|time of day|isotime|milliseconds|millis|utc|zeit|zeitstempel|uhrzeit|temps|heure|hora|tiempo|fecha hora|ora';

const ROLES = new Map<string, FieldRole>([
  ...Object.entries(CHANNEL_NAMES).flatMap(([channel, names]) =>
    names.split('|').map((name): [string, FieldRole] => [name, { kind: 'channel', channel: channel as Channel }]),
  ),
  ...TIME_NAMES.split('|').map((name): [string, FieldRole] => [name, { kind: 'time' }]),
  ...['date', 'datum', 'fecha'].map((name): [string, FieldRole] => [name, { kind: 'date' }]),
  ['custom date', { kind: 'date', ofDji: true }],
  ...['fix', 'fix type', 'fix quality', 'valid', 'status', 'fix status'].map((name): [string, FieldRole] => [
    name,
    { kind: 'fix' },
  ]),
  ...['position', 'location', 'coordinates', 'lat long', 'lat lon', 'lat lng', 'lat/long', 'lat/lon', 'lat/lng'].map(
    (name): [string, FieldRole] => [name, { kind: 'place' }],
  ),
  ['update', { kind: 'update' }],
  ...['n/s', 'ns', 'lat dir', 'ns indicator', 'lat hemisphere'].map((name): [string, FieldRole] => [
    name,
    { kind: 'hemisphere', of: 'latitude' },
  ]),
  ...['e/w', 'ew', 'lon dir', 'ew indicator', 'lon hemisphere'].map((name): [string, FieldRole] => [
    name,
    { kind: 'hemisphere', of: 'longitude' },
  ]),
]);

const NOISE = new Set([
  'gps',
  'gnss',
  'utc',
  'gmt',
  'position',
  'pos',
  'raw',
  'device',
  'current',
  'iso',
  'abs',
  'sensor',
  'osd',
  'custom',
]);
const LONGEST_HEADER = 100;

/** The meaning of a header such as `GPS_Speed (km/h)`, `speedMph` or `Höhe [m]`. */
export function fieldOf(header: string): Field {
  const plain = header
    .slice(0, LONGEST_HEADER)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  const brackets = [...plain.matchAll(/[([{]([^()[\]{}]*)[)\]}]/g)];
  const inUnit = brackets.findLast(([, inside]) => unitNamed(inside ?? '')) ?? brackets[0];
  // Some loggers put the name into brackets, too: `GPS (Lat.) [deg]`.
  const [words, more] = [brackets, inUnit ? [inUnit] : []].map((gone) =>
    wordsOf(gone.reduce((text, [bracket]) => text.replace(bracket, ' '), plain)),
  ) as [string[], string[]];
  const utc = words.some((word) => word === 'utc' || word === 'gmt') || /utc|gmt|unix/i.test(inUnit?.[1] ?? '');
  const gps = words.includes('gps');
  const found = roleAndUnit(words);
  const { role, unit } = found.role ? found : roleAndUnit(more);
  return { ...(role && { role }), ...pickUnit(inUnit?.[1], unit), utc, gps };
}

function pickUnit(bracketed: string | undefined, unit: Unit | undefined): { unit?: Unit } {
  const found = (bracketed === undefined ? undefined : unitNamed(bracketed)) ?? unit;
  return found ? { unit: found } : {};
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9/%°²^]+/)
    .filter((word) => word !== '');
}

function roleAndUnit(words: readonly string[]): { role?: FieldRole; unit?: Unit } {
  const whole = lookUp(words);
  const own = unitNamed(words.filter((word) => !NOISE.has(word)).join(''));
  if (whole) return { role: whole, ...(own && { unit: own }) };
  for (const length of [1, 2]) {
    const unit = unitNamed(words.slice(-length).join(length === 2 ? '/' : ''));
    const role = unit && lookUp(words.slice(0, -length));
    if (role) return { role, unit };
  }
  return {};
}

function lookUp(words: readonly string[]): FieldRole | undefined {
  const meaning = words.filter((word) => !NOISE.has(word));
  return ROLES.get(words.join(' ')) ?? ROLES.get(meaning.join(' '));
}
