import { boxAt, boxesIn, boxHeader } from '../../files/mp4-boxes';
import { telemetryMalformed, telemetryTooLarge } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';

/** A piece of a data track: its position, and when it is shown. */
export interface Payload {
  position: number;
  bytes: number;
  /** Seconds of the video. */
  start: number;
  seconds: number;
}

const LARGEST_INDEX = 64_000_000;

/**
 * The index of an MP4 or MOV, found by jumping from box to box.
 * @throws telemetryMalformed when it is missing, as in a recording that was cut off
 */
export async function readMovieIndex(source: TelemetrySource): Promise<Buffer> {
  let position = 0;
  for (let boxes = 0; position + 8 <= source.bytes && boxes < 10_000; boxes++) {
    const head = buffered(await source.read(position, 16));
    const box = boxHeader(head, 0);
    if (!box) break;
    const { type, headerBytes, bytes = source.bytes - position } = box;
    if (bytes < headerBytes || !/^[\x20-\x7e©]{4}$/.test(type)) break;
    if (type === 'moov') {
      if (bytes > LARGEST_INDEX) throw telemetryTooLarge(`The index of the video has ${bytes} bytes.`);
      if (position + bytes > source.bytes) break;
      return buffered(await source.read(position + headerBytes, bytes - headerBytes));
    }
    position += bytes;
  }
  throw telemetryMalformed(
    'The video has no index (moov box): the file is incomplete, or the recording was not finished.',
  );
}

/** The payloads of every track whose samples have this format, in the order of the tables. */
export function payloadsOf(movie: Buffer, format: string, most: number): Payload[] | undefined {
  const tables = boxesIn(movie)
    .filter(({ type }) => type === 'trak')
    .map(({ body }) => ({ track: body, table: boxAt(body, 'mdia/minf/stbl') }))
    .find(({ table }) => table && boxAt(table, 'stsd')?.toString('latin1', 12, 16) === format);
  if (!tables?.table) return undefined;
  const header = boxAt(tables.track, 'mdia/mdhd');
  const timescale = header ? header.readUInt32BE(header[0] === 1 ? 20 : 12) : 0;
  const sizes = sampleSizes(boxAt(tables.table, 'stsz'), most);
  const positions = samplePositions(tables.table, sizes);
  const times = sampleTimes(boxAt(tables.table, 'stts'), sizes.length);
  const scale = timescale > 0 ? 1 / timescale : 1e-3;
  return sizes.map((bytes, index) => ({
    bytes,
    position: positions[index] ?? -1,
    start: (times[index]?.start ?? 0) * scale,
    seconds: (times[index]?.length ?? 0) * scale,
  }));
}

function sampleSizes(box: Buffer | undefined, most: number): number[] {
  if (!box || box.length < 12) return [];
  const same = box.readUInt32BE(4);
  const count = same === 0 ? Math.min(box.readUInt32BE(8), (box.length - 12) >> 2) : box.readUInt32BE(8);
  if (count > most) throw telemetryTooLarge(`The data track of the video has ${count} pieces.`);
  return Array.from({ length: count }, (_, index) => (same === 0 ? box.readUInt32BE(12 + index * 4) : same));
}

/** Positions of the samples, from the number of samples in each chunk and the positions of the chunks. */
function samplePositions(table: Buffer, sizes: readonly number[]): number[] {
  const chunks = chunkPositions(table);
  const runs = boxAt(table, 'stsc');
  const positions: number[] = [];
  const runCount = runs ? Math.min(runs.readUInt32BE(4), Math.floor((runs.length - 8) / 12)) : 0;
  let done = 0;
  for (let run = 0; run < runCount && runs; run++) {
    // Runs go forward; one that goes back would be read again and again.
    const first = Math.max(runs.readUInt32BE(8 + run * 12), done + 1);
    const samples = runs.readUInt32BE(12 + run * 12);
    const next = run + 1 < runCount ? runs.readUInt32BE(20 + run * 12) : chunks.length + 1;
    for (let chunk = first; chunk < Math.min(next, chunks.length + 1); chunk++) {
      let position = chunks[chunk - 1] ?? -1;
      for (let sample = 0; sample < samples && positions.length < sizes.length; sample++) {
        positions.push(position);
        position += sizes[positions.length - 1] ?? 0;
      }
      done = chunk;
    }
  }
  return positions;
}

function chunkPositions(table: Buffer): number[] {
  const narrow = boxAt(table, 'stco');
  const wide = boxAt(table, 'co64');
  const box = narrow ?? wide;
  if (!box || box.length < 8) return [];
  const width = narrow ? 4 : 8;
  const count = Math.min(box.readUInt32BE(4), Math.floor((box.length - 8) / width));
  return Array.from({ length: count }, (_, index) =>
    narrow ? box.readUInt32BE(8 + index * 4) : Number(box.readBigUInt64BE(8 + index * 8)),
  );
}

function sampleTimes(box: Buffer | undefined, samples: number): { start: number; length: number }[] {
  const times: { start: number; length: number }[] = [];
  const runs = box && box.length >= 8 ? Math.min(box.readUInt32BE(4), Math.floor((box.length - 8) / 8)) : 0;
  let start = 0;
  for (let run = 0; run < runs && box; run++) {
    const count = box.readUInt32BE(8 + run * 8);
    const length = box.readUInt32BE(12 + run * 8);
    for (let index = 0; index < count && times.length < samples; index++) {
      times.push({ start, length });
      start += length;
    }
  }
  return times;
}

const buffered = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
