import type { Sample } from '../track';
import type { CoordinateOrder } from './reader';

export interface Cue {
  /** Seconds of the video. */
  start: number;
  text: string;
}

/** Two coordinates as written; `named` when the text labels them. */
export interface CuePlace {
  first: number;
  second: number;
  third?: number;
  named: boolean;
}

const NUMBER = '([+-]?\\d{1,12}(?:\\.\\d{1,12})?)';
const LATITUDE = new RegExp(`\\[?\\s?latitude\\s?:\\s?${NUMBER}`, 'i');
// One model writes "longtitude".
const LONGITUDE = new RegExp(`\\[?\\s?longt?itude\\s?:\\s?${NUMBER}`, 'i');
const PAIR = new RegExp(
  `GPS\\s?[(:]\\s?([NSEW])?:?\\s?${NUMBER}\\s?,\\s?([NSEW])?:?\\s?${NUMBER}(?:\\s?,\\s?${NUMBER}\\s?m?)?`,
  'i',
);
const ALTITUDES = [
  new RegExp(`abs_alt\\s?:\\s?${NUMBER}`, 'i'),
  new RegExp(`\\[\\s?altitude\\s?:\\s?${NUMBER}`, 'i'),
  new RegExp(`BAROMETER\\s?:\\s?${NUMBER}`, 'i'),
  new RegExp(`\\bH\\s${NUMBER}m`),
  new RegExp(`rel_alt\\s?:\\s?${NUMBER}`, 'i'),
];
const HORIZONTAL_SPEED = new RegExp(`H\\.S\\s?:?\\s?${NUMBER}\\s?m/s`, 'i');

/** The position in the text of a cue, in any of the dialects. */
export function placeInCue(text: string): CuePlace | undefined {
  const latitude = LATITUDE.exec(text)?.[1];
  const longitude = LONGITUDE.exec(text)?.[1];
  if (latitude && longitude) return { first: Number(latitude), second: Number(longitude), named: true };
  const pair = PAIR.exec(text);
  if (!pair) return undefined;
  const [, side1 = '', one = '', side2 = '', two = '', three] = pair;
  const first = hemisphere(Number(one), side1);
  const second = hemisphere(Number(two), side2);
  const third = three === undefined ? {} : { third: Number(three) };
  if (/[NS]/i.test(side1)) return { first, second, ...third, named: true };
  if (/[EW]/i.test(side1)) return { first: second, second: first, ...third, named: true };
  return { first, second, ...third, named: false };
}

export function sampleOfCue(text: string, place: CuePlace, order: CoordinateOrder): Sample {
  const latitudeFirst = place.named || order === 'latitude-first';
  const altitude =
    ALTITUDES.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ?? place.third;
  return {
    latitude: latitudeFirst ? place.first : place.second,
    longitude: latitudeFirst ? place.second : place.first,
    ...(altitude !== undefined && { altitude: Number(altitude) }),
    ...speedOf(text),
  };
}

/** The drone's own horizontal speed, in the dialects that have it. */
export function speedOf(text: string): Sample {
  const speed = HORIZONTAL_SPEED.exec(text)?.[1];
  return speed === undefined ? {} : { speed: Number(speed) };
}

function hemisphere(value: number, side: string): number {
  return /[SW]/i.test(side) && value > 0 ? -value : value;
}
