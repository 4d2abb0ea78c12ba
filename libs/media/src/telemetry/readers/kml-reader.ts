import { fieldOf } from '../fields';
import { telemetryNoTime } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { parseStamp } from '../timestamps';
import type { Channel, Sample } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { convert } from '../units';
import type { ReaderOptions } from './reader';
import { readXml } from './xml-elements';
import { finishXml, numberIn } from './xml-finish';

/** KML: `gx:Track` with its parallel lists, and placemarks that have a time stamp and a point. */
export async function readKml(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const reader = new KmlReader(options);
  const fault = await readXml(source, reader, options);
  return reader.finish(fault);
}

/** One list of `gx:SimpleArrayData`, with the factor to our unit. */
interface ValueList {
  channel: Channel | undefined;
  scale: (value: number) => number;
  values: number[];
}

class KmlReader {
  private readonly builder: TrackBuilder;
  private times: number[] = [];
  private places: Sample[] = [];
  private lists: ValueList[] = [];
  private timeless = 0;

  constructor(private readonly options: ReaderOptions) {
    this.builder = new TrackBuilder('kml', options.limits);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'track' || name === 'placemark') this.clear();
    if (name === 'simplearraydata') this.lists.push(listNamed(attributes.name ?? ''));
  }

  value(name: string, text: string, parent: string): void {
    if (name === 'when') this.times.push(parseStamp(text)?.seconds ?? Number.NaN);
    else if (name === 'coord') this.places.push(placeIn(text.split(/\s+/)));
    else if (name === 'coordinates' && parent === 'point') this.places.push(placeIn(text.split(',')));
    else if (name === 'coordinates') this.timeless++;
    else if (name === 'value' && parent === 'simplearraydata') this.lists.at(-1)?.values.push(numberIn(text));
    if (this.places.length > this.options.limits.points) this.flush();
  }

  close(name: string): void {
    if (name === 'track') {
      this.builder.startSegment();
      this.flush();
    } else if (name === 'placemark') this.flush();
  }

  finish(fault: string | undefined): RawTrack {
    this.flush();
    if (this.builder.size === 0 && this.timeless > 0)
      throw telemetryNoTime('The KML holds lines without times; export it with gx:Track, or as GPX.');
    return finishXml(this.builder, fault);
  }

  private flush(): void {
    if (this.times.length === 0) this.timeless += this.places.length;
    const points = Math.min(this.times.length, this.places.length);
    for (let index = 0; index < points; index++) {
      const sample: Sample = { ...this.places[index] };
      for (const { channel, scale, values } of this.lists) {
        const value = values[index];
        if (channel && value !== undefined) sample[channel] = scale(value);
      }
      this.builder.add(this.times[index] ?? Number.NaN, sample);
    }
    this.clear();
  }

  private clear(): void {
    this.times = [];
    this.places = [];
    this.lists = [];
  }
}

function placeIn([longitude, latitude, altitude]: string[]): Sample {
  return { latitude: numberIn(latitude), longitude: numberIn(longitude), altitude: numberIn(altitude) };
}

function listNamed(name: string): ValueList {
  const { role, unit } = fieldOf(name);
  const channel = role?.kind === 'channel' ? role.channel : undefined;
  return { channel, scale: (value) => (channel ? convert(value, channel, unit) : value), values: [] };
}
