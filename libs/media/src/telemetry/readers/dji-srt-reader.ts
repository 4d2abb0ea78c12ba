import { linesOf } from '../source-lines';
import { telemetryNoValidPoints } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { parseStamp } from '../timestamps';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { decideOrder } from './dji-coordinate-order';
import { type Cue, type CuePlace, placeInCue, sampleOfCue } from './dji-cues';
import type { ReaderOptions } from './reader';

const TIMING = /^\s*(\d{1,3}):(\d{2}):(\d{2})[,.](\d{1,3})\s*-->/;
const DATE = /\d{4}[-.]\d{1,2}[-.]\d{1,2} \d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,3})?/;

/**
 * Subtitles of DJI and Autel drones. Times are those of the video; the date and time in the text are local.
 * @throws telemetryNoValidPoints when the subtitles hold no positions
 */
export async function readDjiSrt(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const cues = new CueCollector(options.limits.points);
  for await (const lines of linesOf(source, options.limits, options.signal)) for (const line of lines) cues.read(line);
  return buildTrack(cues.finish(), options);
}

function buildTrack(cues: readonly Cue[], options: ReaderOptions): RawTrack {
  const builder = new TrackBuilder('dji-srt', options.limits);
  builder.clock = 'video';
  const places = cues.map(({ text }) => placeInCue(text));
  if (places.every((place) => place === undefined))
    throw telemetryNoValidPoints(
      `The ${cues.length} subtitles hold no positions; turn on video captions in the drone's app.`,
    );
  const order =
    options.coordinateOrder ??
    decideOrder(
      cues,
      places.filter((place): place is CuePlace => place !== undefined),
    );
  if (order === undefined)
    builder.warn(
      'coordinate_order_assumed',
      'The file does not say which coordinate is the longitude; the first was assumed. Check the map.',
    );
  for (const [index, cue] of cues.entries()) {
    const place = places[index];
    if (place) builder.add(cue.start, sampleOfCue(cue.text, place, order ?? 'longitude-first'));
    else builder.addWithoutFix(cue.start);
  }
  const origin = wallClock(cues);
  if (origin !== undefined) builder.origin = origin;
  return builder.build();
}

/** The local time at the start of the video, from the first cue that shows one. */
function wallClock(cues: readonly Cue[]): number | undefined {
  for (const { start, text } of cues) {
    const stamp = DATE.exec(text)?.[0];
    const seconds = stamp ? parseStamp(stamp)?.seconds : undefined;
    if (seconds !== undefined) return seconds - start;
  }
  return undefined;
}

class CueCollector {
  private readonly cues: Cue[] = [];
  private current: Cue | undefined;

  constructor(private readonly most: number) {}

  read(line: string): void {
    const match = TIMING.exec(line);
    if (match) {
      this.close();
      const [hours = 0, minutes = 0, seconds = 0] = match.slice(1, 4).map(Number);
      this.current = { start: hours * 3_600 + minutes * 60 + seconds + Number(`0.${match[4]}`), text: '' };
    } else if (this.current && this.current.text.length < 4_000) this.current.text += `${line}\n`;
  }

  finish(): readonly Cue[] {
    this.close();
    return this.cues;
  }

  private close(): void {
    // One above the limit lets the builder report which limit was exceeded.
    if (this.current && this.cues.length <= this.most) this.cues.push(this.current);
    this.current = undefined;
  }
}
