import { telemetryMalformed, telemetryTooLarge } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { fitChecksum } from './fit-checksum';
import { FitDecoder } from './fit-decoder';
import type { ReaderOptions } from './reader';

/** Laps, events and device messages are between the records. */
const MESSAGES_PER_POINT = 5;

/**
 * FIT: compressed time stamps, developer fields, several files in one, files cut in the middle. A cut file yields
 * everything before the cut, with a warning.
 * @throws telemetryMalformed, telemetryTooLarge
 */
export async function readFit(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  if (source.bytes > options.limits.bytes)
    throw telemetryTooLarge(`The FIT file has ${source.bytes} bytes; the limit is ${options.limits.bytes}.`);
  const content = await source.read(0, source.bytes);
  options.signal?.throwIfAborted();
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const builder = new TrackBuilder('fit', options.limits);
  const decoder = new FitDecoder(builder, options.limits.points * MESSAGES_PER_POINT);
  let position = 0;
  while (position < bytes.length) {
    const part = partAt(bytes, position);
    if (!part) {
      if (position === 0) throw telemetryMalformed('The FIT header is damaged.');
      break;
    }
    decoder.readPart(bytes.subarray(part.from, part.to));
    if (part.cut) builder.warn('truncated', `The FIT file breaks off; ${builder.size} points were read.`);
    else if (fitChecksum(bytes.subarray(position, part.to)) !== bytes.readUInt16LE(part.to))
      builder.warn('crc_mismatch', 'The checksum of the FIT file is wrong; some values may be damaged.');
    position = part.to + 2;
  }
  return decoder.finish();
}

/** The messages of the file that begins here; a crashed device leaves a length of zero. */
function partAt(bytes: Buffer, position: number): { from: number; to: number; cut: boolean } | undefined {
  if (bytes.toString('latin1', position + 8, position + 12) !== '.FIT') return undefined;
  const from = position + (bytes[position] ?? 0);
  const length = bytes.readUInt32LE(position + 4);
  if (from > bytes.length || (bytes[position] ?? 0) < 12) return undefined;
  const to = from + length;
  if (length === 0 || to + 2 > bytes.length)
    return { from, to: Math.min(length === 0 ? bytes.length : to, bytes.length), cut: true };
  return { from, to, cut: false };
}
