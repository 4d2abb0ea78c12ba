import { telemetryNoGpsInVideo, telemetryTooLarge } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { dateSeconds } from '../timestamps';
import type { Sample } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { type GoproStamp, goproClock } from './gopro-clock';
import { type GpmfEntry, gpmfNumbers, gpmfStreams, gpmfText } from './gpmf-entries';
import { type Payload, payloadsOf, readMovieIndex } from './mp4-samples';
import type { ReaderOptions } from './reader';

const LARGEST_PAYLOAD = 4_000_000;
/** Seconds from 1970 to 2000, the epoch of GPS9. */
const YEAR_2000 = 946_684_800;
const YEAR_2100 = 4_102_444_800;

/**
 * The GPS stream of a GoPro recording, preferably GPS9, otherwise GPS5, in the time of the video. It reads only the
 * index and the payloads, so a long video in an object store costs little.
 * @throws telemetryNoGpsInVideo, telemetryMalformed, telemetryTooLarge
 */
export async function readGopro(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const payloads = payloadsOf(await readMovieIndex(source), 'gpmd', options.limits.points);
  if (!payloads) throw telemetryNoGpsInVideo('The video has no GoPro data track.');
  const total = payloads.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > options.limits.bytes * 4) throw telemetryTooLarge(`The data track of the video has ${total} bytes.`);
  const track = new GoproTrack(options);
  for (const payload of payloads) {
    options.signal?.throwIfAborted();
    if (payload.position < 0 || payload.bytes < 8 || payload.bytes > LARGEST_PAYLOAD) continue;
    const bytes = await source.read(payload.position, payload.bytes);
    if (bytes.length < payload.bytes) track.truncated = true;
    else track.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), payload);
  }
  return track.finish();
}

interface GoproRow {
  /** Seconds of the video. */
  time: number;
  sample: Sample;
  hasFix: boolean;
}

class GoproTrack {
  truncated = false;
  private readonly builder: TrackBuilder;
  private readonly stamps: GoproStamp[] = [];
  private readonly rows: GoproRow[] = [];
  private sawStream = false;

  constructor(private readonly options: ReaderOptions) {
    this.builder = new TrackBuilder('gopro', options.limits);
    this.builder.clock = 'video';
  }

  read(bytes: Buffer, payload: Payload): void {
    const streams = gpmfStreams(bytes);
    const stream = streamWith(streams, 'GPS9') ?? streamWith(streams, 'GPS5');
    if (!stream) return;
    this.sawStream = true;
    const entry = (key: string) => stream.find((found) => found.key === key);
    const scale = scaleOf(entry('SCAL'));
    const gps9 = entry('GPS9');
    if (gps9) this.readGps9(gpmfNumbers(gps9, gpmfText(entry('TYPE'))), scale, payload);
    const gps5 = gps9 ? undefined : entry('GPS5');
    if (gps5) this.readGps5(gpmfNumbers(gps5, ''), scale, payload, { fix: entry('GPSF'), utc: entry('GPSU') });
  }

  finish(): RawTrack {
    if (!this.sawStream) throw telemetryNoGpsInVideo('The GoPro data track holds sensor data but no GPS.');
    const clock = goproClock(this.stamps);
    if (clock) this.builder.videoClock = clock;
    else {
      const origins = this.stamps.map(({ video, real }) => real - video).sort((a, b) => a - b);
      const origin = origins[origins.length >> 1];
      if (origin !== undefined) this.builder.origin = origin;
    }
    for (const { time, sample, hasFix } of this.rows)
      if (hasFix) this.builder.add(time, sample);
      else this.builder.addWithoutFix(time);
    if (this.truncated)
      this.builder.warn('truncated', `The video is incomplete; ${this.builder.size} points were read.`);
    const { counts } = this.builder;
    if (counts.read > 0 && counts.withoutFix === counts.read)
      throw telemetryNoGpsInVideo('The camera had no GPS fix during the whole recording.');
    return this.builder.build();
  }

  private readGps5(
    rows: number[][],
    scale: readonly number[],
    payload: Payload,
    { fix, utc }: { fix?: GpmfEntry; utc?: GpmfEntry },
  ): void {
    const hasFix = !fix || fix.data.length < 4 || fix.data.readUInt32BE(0) >= 2;
    const stamp = instantIn(gpmfText(utc));
    if (stamp !== undefined && hasFix) this.stamps.push({ video: payload.start, real: stamp });
    for (const [index, row] of rows.entries())
      this.add(timeOf(payload, index, rows.length), sampleOf(row, scale), hasFix);
  }

  private readGps9(rows: number[][], scale: readonly number[], payload: Payload): void {
    for (const [index, row] of rows.entries()) {
      const time = timeOf(payload, index, rows.length);
      const hasFix = (row[8] ?? 0) / (scale[8] ?? 1) >= 2;
      const real = YEAR_2000 + scaled(row, scale, 5) * 86_400 + scaled(row, scale, 6);
      if (hasFix && index === 0 && real > YEAR_2000 + 86_400 && real < YEAR_2100)
        this.stamps.push({ video: time, real });
      this.add(time, sampleOf(row, scale), hasFix);
    }
  }

  private add(time: number, sample: Sample, hasFix: boolean): void {
    const { points } = this.options.limits;
    if (this.rows.push({ time, sample, hasFix }) > points)
      throw telemetryTooLarge(`The video holds more than ${points} points.`);
  }
}

const streamWith = (streams: readonly GpmfEntry[][], wanted: string) =>
  streams.find((entries) => entries.some(({ key, count }) => key === wanted && count > 0)) ??
  streams.find((entries) => entries.some(({ key }) => key === wanted));

const timeOf = ({ start, seconds }: Payload, index: number, count: number) => start + (seconds * index) / count;

const scaled = (row: readonly number[], scale: readonly number[], index: number) =>
  (row[index] ?? Number.NaN) / (scale[index] ?? scale[0] ?? 1);

/** Both begin with latitude, longitude, altitude, ground speed, 3D speed. */
function sampleOf(row: readonly number[], scale: readonly number[]): Sample {
  return {
    latitude: scaled(row, scale, 0),
    longitude: scaled(row, scale, 1),
    altitude: scaled(row, scale, 2),
    speed: scaled(row, scale, 3),
  };
}

function scaleOf(entry: GpmfEntry | undefined): number[] {
  return entry ? gpmfNumbers(entry, '').flat() : [];
}

/** `yymmddhhmmss.sss`. */
function instantIn(text: string): number | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2}(?:\.\d{1,3})?)/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const date = dateSeconds(2000 + year, month, day);
  return date === undefined ? undefined : date + hour * 3_600 + minute * 60 + second;
}
