import { AppError } from '@app/core';
import { cleanTrack } from './cleaning/clean-track';
import { onVideoClock, toRealTime } from './cleaning/video-clock';
import { detectTelemetryFormat, HEAD_BYTES } from './detect-format';
import { readCsv } from './readers/csv-reader';
import { readDashcamMap } from './readers/dashcam-map-reader';
import { readDjiSrt } from './readers/dji-srt-reader';
import { readFit } from './readers/fit-reader';
import { readGopro } from './readers/gopro-reader';
import { readGpx } from './readers/gpx-reader';
import { readKml } from './readers/kml-reader';
import { readNmea } from './readers/nmea-reader';
import type { CoordinateOrder, TelemetryReader } from './readers/reader';
import { readTcx } from './readers/tcx-reader';
import { readVbo } from './readers/vbo-reader';
import { telemetryEmpty, telemetryMalformed, telemetryTooLarge } from './telemetry.errors';
import { DEFAULT_LIMITS, type TelemetryLimits } from './telemetry-limits';
import type { TelemetrySource } from './telemetry-source';
import type { SpeedUnit, TelemetryFormat, Track } from './track';

export interface ReadTrackOptions {
  limits?: Partial<TelemetryLimits>;
  /** Takes precedence over the unit that the file names or its positions suggest. */
  speedUnit?: SpeedUnit;
  /** For drone subtitles that do not label their coordinates. */
  coordinateOrder?: CoordinateOrder;
  signal?: AbortSignal;
}

const READERS: Readonly<Record<TelemetryFormat, TelemetryReader>> = {
  gpx: readGpx,
  tcx: readTcx,
  kml: readKml,
  fit: readFit,
  nmea: readNmea,
  csv: readCsv,
  map: readCsv,
  vbo: readVbo,
  'dji-srt': readDjiSrt,
  gopro: readGopro,
  'dashcam-map': readDashcamMap,
};

/**
 * Reads a telemetry file of any known format, recognised by its content, and cleans it: SI units, sorted, without
 * impossible points, with derived speed, course, distance and g-forces, and with its gaps. Time and memory grow with
 * the number of points, within the limits.
 * @throws telemetryEmpty, telemetryUnrecognized, telemetryMalformed, telemetryUnsafeXml, telemetryNoTime,
 * telemetryNoValidPoints, telemetryTooLarge, telemetryNoGpsInVideo, telemetrySpeedUnitUnknown
 */
export async function readTrack(source: TelemetrySource, options: ReadTrackOptions = {}): Promise<Track> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (source.bytes === 0) throw telemetryEmpty('The file has no bytes.');
  const head = await source.read(0, HEAD_BYTES);
  if (head.every((byte) => byte === 0 || byte === 0x20 || byte === 0x0a || byte === 0x0d))
    throw telemetryEmpty('The file begins with only blanks or zeros.');
  const format = detectTelemetryFormat(head);
  // A video may be of any size: only its index and its data track are read.
  if (format !== 'gopro' && source.bytes > limits.bytes)
    throw telemetryTooLarge(`The file has ${source.bytes} bytes; the limit is ${limits.bytes}.`);
  const { signal, coordinateOrder } = options;
  const raw = await guarded(() =>
    READERS[format](source, { limits, ...(coordinateOrder && { coordinateOrder }), ...(signal && { signal }) }),
  );
  const { videoClock } = raw;
  if (!videoClock) return cleanTrack(raw, options.speedUnit);
  // All checks and derivations use the real speed, not that of the video.
  return onVideoClock(cleanTrack(toRealTime(raw, videoClock), options.speedUnit), videoClock);
}

/** A length in a binary file that points outside the file appears as a RangeError of the buffer. */
async function guarded<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError && !(error instanceof AppError))
      throw telemetryMalformed('A length in the file points outside the file.', { cause: error });
    throw error;
  }
}
