import { telemetryNoTime } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { parseStamp } from '../timestamps';
import type { Channel, Sample, TelemetryFormat } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import type { ReaderOptions } from './reader';
import { readXml, type XmlHandler } from './xml-elements';
import { finishXml, numberIn } from './xml-finish';

/** An XML format with one element per point. */
export interface PointDocument {
  format: TelemetryFormat;
  points: readonly string[];
  /** Elements that begin after a pause. */
  segments: readonly string[];
  attributes: Readonly<Record<string, Channel>>;
  /** Keyed by the element's name, or `parent/name` where the name alone is ambiguous. */
  elements: Readonly<Record<string, Channel>>;
}

/** @throws telemetryNoTime, telemetryMalformed, telemetryUnsafeXml, telemetryTooLarge */
export async function readPointDocument(
  document: PointDocument,
  source: TelemetrySource,
  options: ReaderOptions,
): Promise<RawTrack> {
  const reader = new PointReader(document, options);
  const fault = await readXml(source, reader, options);
  return reader.finish(fault);
}

class PointReader implements XmlHandler {
  private readonly builder: TrackBuilder;
  private sample: Sample | undefined;
  private time = Number.NaN;
  private timeless = 0;

  constructor(
    private readonly document: PointDocument,
    options: ReaderOptions,
  ) {
    this.builder = new TrackBuilder(document.format, options.limits);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.document.segments.includes(name)) this.builder.startSegment();
    if (!this.document.points.includes(name)) return;
    this.sample = {};
    this.time = Number.NaN;
    for (const [attribute, channel] of Object.entries(this.document.attributes))
      this.sample[channel] = numberIn(attributes[attribute]);
  }

  value(name: string, text: string, parent: string): void {
    if (!this.sample) return;
    if (name === 'time') {
      // GPX and TCX are written in UTC, so a time without a zone is UTC, too.
      this.time = parseStamp(text)?.seconds ?? Number.NaN;
      return;
    }
    const channel = this.document.elements[name] ?? this.document.elements[`${parent}/${name}`];
    if (channel) this.sample[channel] = numberIn(text);
  }

  close(name: string): void {
    if (!this.sample || !this.document.points.includes(name)) return;
    if (Number.isNaN(this.time)) this.timeless++;
    this.builder.add(this.time, this.sample);
    this.sample = undefined;
  }

  finish(fault: string | undefined): RawTrack {
    if (this.builder.size === 0 && this.timeless > 0)
      throw telemetryNoTime(`None of the ${this.timeless} points has a time.`);
    return finishXml(this.builder, fault);
  }
}
