import type { Channel } from './track';

type Kind = 'speed' | 'length' | 'acceleration' | 'temperature' | 'time' | 'angle' | 'plain';

/** A unit as written in files: `value × factor + shift` converts to ours. */
export interface Unit {
  kind: Kind;
  factor: number;
  shift?: number;
}

const unit = (kind: Kind, factor: number, names: string, shift?: number): [string, Unit][] =>
  names.split(' ').map((name) => [name, { kind, factor, ...(shift !== undefined && { shift }) }]);

const UNITS = new Map<string, Unit>([
  ...unit('speed', 1, 'm/s mps ms-1 m/sec meter/s metre/s meters/second metres/second meter/second metre/second'),
  ...unit(
    'speed',
    1 / 3.6,
    'km/h kmh kph kmph km/hr kmh-1 kilometers/hour kilometres/hour kilometersperhour kilometresperhour',
  ),
  ...unit('speed', 0.44704, 'mph mi/h miles/h miles/hour milesperhour'),
  ...unit('speed', 1852 / 3600, 'kn kt kts knot knots'),
  ...unit('speed', 0.3048, 'ft/s fps'),
  ...unit('length', 1, 'm meter meters metre metres msl'),
  ...unit('length', 1_000, 'km kilometer kilometers kilometre kilometres'),
  ...unit('length', 1_609.344, 'mi mile miles'),
  ...unit('length', 0.3048, 'ft feet foot'),
  ...unit('acceleration', 1, 'g gs gees'),
  ...unit('acceleration', 1 / 9.80665, 'm/s2 m/s^2 m/s² m/s/s mps2 ms2'),
  ...unit('temperature', 1, 'c °c degc celsius'),
  ...unit('temperature', 5 / 9, 'f °f degf fahrenheit', -160 / 9),
  ...unit('time', 1, 's sec secs second seconds'),
  ...unit('time', 1e-3, 'ms msec millis milliseconds'),
  ...unit('time', 1e-6, 'us usec µs microseconds'),
  ...unit('time', 1e-9, 'ns nanoseconds'),
  ...unit('time', 60, 'min minutes'),
  ...unit('time', 3_600, 'h hours'),
  ...unit('angle', 1, 'deg degree degrees °'),
  ...unit('angle', 180 / Math.PI, 'rad radian radians'),
  ...unit('angle', 1e-7, 'e7'),
  ...unit('angle', 1e-6, 'e6 microdegrees'),
  ...unit('angle', 180 / 2 ** 31, 'semicircles'),
  ...unit('plain', 1, 'bpm rpm w watt watts % percent spm'),
]);

const KIND_OF: { [channel in Channel]: Kind } = {
  latitude: 'angle',
  longitude: 'angle',
  altitude: 'length',
  speed: 'speed',
  course: 'angle',
  distance: 'length',
  heartRate: 'plain',
  cadence: 'plain',
  power: 'plain',
  temperature: 'temperature',
  longitudinalG: 'acceleration',
  lateralG: 'acceleration',
  lean: 'angle',
  engineSpeed: 'plain',
  gear: 'plain',
  throttle: 'plain',
};

/** The unit of that name, in any spelling that files use. */
export function unitNamed(name: string): Unit | undefined {
  return UNITS.get(name.trim().toLowerCase().replace(/\s+/g, '').replace(/\.$/, ''));
}

/** The value in our unit; unchanged when the unit is unknown or does not fit the channel. */
export function convert(value: number, channel: Channel, from: Unit | undefined): number {
  return from && from.kind === KIND_OF[channel] ? value * from.factor + (from.shift ?? 0) : value;
}

/** Whether the unit is meaningful for this channel. */
export function fits(from: Unit | undefined, channel: Channel): boolean {
  return from !== undefined && from.kind === KIND_OF[channel];
}
