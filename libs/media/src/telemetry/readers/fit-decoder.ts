import { telemetryTooLarge } from '../telemetry.errors';
import type { Sample } from '../track';
import type { RawTrack, TrackBuilder } from '../track-builder';
import {
  CompressedSpeedDistance,
  developerChannel,
  EVENT,
  FIELD_DESCRIPTION,
  type FitField,
  fitNumber,
  fitSample,
  GPS_METADATA,
  RECORD,
  TIMESTAMP,
} from './fit-messages';

/** Seconds from 1970 to 31 December 1989. */
const FIT_EPOCH = 631_065_600;
/** Smaller time stamps count from the moment at which the device was switched on. */
const FIRST_DATE = 0x10000000;

interface Definition {
  message: number;
  bigEndian: boolean;
  fields: FitField[];
  developerFields: { number: number; size: number; developer: number }[];
  size: number;
}

/** A developer's field by `developer:number`. */
type DeveloperFields = Map<string, { baseType: number; channel: keyof Sample; factor: number }>;

/** Turns messages into points. One decoder reads all the chained files of one FIT file in turn. */
export class FitDecoder {
  private definitions = new Map<number, Definition>();
  private developers: DeveloperFields = new Map();
  private compressed = new CompressedSpeedDistance();
  private timestamp = 0;
  private sawDate = false;
  private messages = 0;

  constructor(
    private readonly builder: TrackBuilder,
    private readonly mostMessages: number,
  ) {}

  readPart(bytes: Buffer): void {
    this.definitions = new Map();
    this.developers = new Map();
    this.compressed = new CompressedSpeedDistance();
    this.builder.startSegment();
    for (let position = 0; position < bytes.length; ) {
      if (++this.messages > this.mostMessages)
        throw telemetryTooLarge(`The FIT file holds more than ${this.mostMessages} messages.`);
      const next = this.readMessage(bytes, position);
      if (next === undefined) {
        this.builder.warn(
          'truncated',
          `The FIT data breaks off at byte ${position}; ${this.builder.size} points were read.`,
        );
        return;
      }
      position = next;
    }
  }

  finish(): RawTrack {
    if (!this.sawDate && this.builder.size > 0) this.builder.clock = 'relative';
    return this.builder.build();
  }

  /** The position after the message; undefined when the message is cut or undefined. */
  private readMessage(bytes: Buffer, position: number): number | undefined {
    const header = bytes[position] ?? 0;
    const compressedTime = (header & 0x80) !== 0;
    if (!compressedTime && (header & 0x40) !== 0) return this.readDefinition(bytes, position, header);
    const definition = this.definitions.get(compressedTime ? (header >> 5) & 0x03 : header & 0x0f);
    if (!definition || position + 1 + definition.size > bytes.length) return undefined;
    if (compressedTime) this.timestamp += ((header & 0x1f) - (this.timestamp & 0x1f) + 32) & 0x1f;
    this.readData(definition, bytes.subarray(position + 1, position + 1 + definition.size), compressedTime);
    return position + 1 + definition.size;
  }

  private readDefinition(bytes: Buffer, position: number, header: number): number | undefined {
    const count = bytes[position + 5];
    if (count === undefined) return undefined;
    const bigEndian = bytes[position + 2] === 1;
    const message = bigEndian ? bytes.readUInt16BE(position + 3) : bytes.readUInt16LE(position + 3);
    let next = position + 6;
    if (next + count * 3 > bytes.length) return undefined;
    const triple = (at: number) => [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0] as const;
    const fields = Array.from({ length: count }, (_, index): FitField => {
      const [number, size, baseType] = triple(next + index * 3);
      return { number, size, baseType };
    });
    next += count * 3;
    const developerCount = (header & 0x20) === 0 ? 0 : (bytes[next++] ?? 0);
    if (next + developerCount * 3 > bytes.length) return undefined;
    const developerFields = Array.from({ length: developerCount }, (_, index) => {
      const [number, size, developer] = triple(next + index * 3);
      return { number, size, developer };
    });
    const size = [...fields, ...developerFields].reduce((sum, field) => sum + field.size, 0);
    this.definitions.set(header & 0x0f, { message, bigEndian, fields, developerFields, size });
    return next + developerCount * 3;
  }

  private readData(definition: Definition, bytes: Buffer, timeIsSet: boolean): void {
    const values = new Map<number, number>();
    let compressed: Sample = {};
    let offset = 0;
    const texts = new Map<number, string>();
    for (const field of definition.fields) {
      const slice = bytes.subarray(offset, offset + field.size);
      offset += field.size;
      if (definition.message === FIELD_DESCRIPTION && (field.baseType & 0x1f) === 7)
        texts.set(field.number, textIn(slice));
      else if (definition.message === RECORD && field.number === 8) compressed = this.compressed.read(slice);
      else values.set(field.number, fitNumber(slice, field, definition.bigEndian));
    }
    const timestamp = values.get(TIMESTAMP);
    if (!timeIsSet && timestamp !== undefined && !Number.isNaN(timestamp)) this.timestamp = timestamp;
    if (definition.message === FIELD_DESCRIPTION) this.describe(values, texts);
    else if (definition.message === EVENT) this.pauseAt(values);
    else if (definition.message === RECORD || definition.message === GPS_METADATA) {
      const sample = fitSample(definition.message, values, compressed);
      this.addDeveloperFields(definition, bytes.subarray(offset), sample);
      this.addPoint(definition.message, sample, values.get(0));
    }
  }

  private addPoint(message: number, sample: Sample, milliseconds: number | undefined): void {
    const dated = this.timestamp >= FIRST_DATE;
    this.sawDate ||= dated;
    const fraction =
      message === GPS_METADATA && milliseconds !== undefined && !Number.isNaN(milliseconds) ? milliseconds / 1_000 : 0;
    const time = (dated ? this.timestamp + FIT_EPOCH : this.timestamp) + fraction;
    if (Object.keys(sample).length > 0) this.builder.add(time, sample);
  }

  private addDeveloperFields({ developerFields, bigEndian }: Definition, bytes: Buffer, sample: Sample): void {
    let offset = 0;
    for (const { number, size, developer } of developerFields) {
      const known = this.developers.get(`${developer}:${number}`);
      if (known) {
        const value = fitNumber(
          bytes.subarray(offset, offset + size),
          { number, size, baseType: known.baseType },
          bigEndian,
        );
        if (!Number.isNaN(value) && sample[known.channel] === undefined) sample[known.channel] = value * known.factor;
      }
      offset += size;
    }
  }

  private describe(values: ReadonlyMap<number, number>, texts: ReadonlyMap<number, string>): void {
    const forRecords = (values.get(14) ?? Number.NaN) === RECORD || Number.isNaN(values.get(14) ?? Number.NaN);
    const meaning = developerChannel(values.get(15) ?? -1, texts.get(3) ?? '', texts.get(8) ?? '');
    if (!forRecords || !meaning || this.developers.size > 255) return;
    this.developers.set(`${values.get(0)}:${values.get(1)}`, { baseType: values.get(2) ?? 0, ...meaning });
  }

  /** The timer stops: everything recorded after it starts again is a separate part. */
  private pauseAt(values: ReadonlyMap<number, number>): void {
    const [event, type] = [values.get(0), values.get(1)];
    if (event === 0 && (type === 1 || type === 4)) this.builder.startSegment();
  }
}

function textIn(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
