import { linesOf } from '../source-lines';
import type { TelemetrySource } from '../telemetry-source';
import { MidnightClock } from '../timestamps';
import type { Sample } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { type NmeaSentence, parseNmea } from './nmea-sentences';
import type { ReaderOptions } from './reader';

const DAY = 86_400;

/** NMEA 0183 of any talker, with or without checksums, amid noise; the sentences of one fix become one point. */
export async function readNmea(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const epochs = new NmeaEpochs(new TrackBuilder('nmea', options.limits));
  for await (const lines of linesOf(source, options.limits, options.signal))
    for (const line of lines) epochs.read(line);
  return epochs.finish();
}

/** Sentences that belong to one fix. */
interface Epoch {
  clock: number;
  types: Set<string>;
  withoutFix: boolean;
  sample: Sample;
}

class NmeaEpochs {
  private readonly running = new MidnightClock();
  private epoch: Epoch | undefined;
  private date: number | undefined;
  /** The offset to add to the running clock; known from the first sentence with a date. */
  private midnight: number | undefined;
  private readonly undated: Epoch[] = [];
  /** Seconds between two fixes. */
  private interval = 1;
  private damaged = 0;

  constructor(private readonly builder: TrackBuilder) {}

  read(line: string): void {
    const sentence = parseNmea(line);
    if (sentence === 'damaged') this.damaged++;
    else if (sentence) this.take(sentence);
  }

  finish(): RawTrack {
    this.flush();
    this.builder.counts.read += this.damaged;
    this.builder.counts.rejected += this.damaged;
    if (this.damaged > 0)
      this.builder.warn('lines_skipped', `${this.damaged} sentences with a wrong checksum were skipped.`);
    if (this.midnight === undefined) this.builder.clock = 'relative';
    for (const epoch of this.undated) this.add(epoch, this.midnight ?? 0);
    return this.builder.build();
  }

  private take(sentence: NmeaSentence): void {
    const clock = sentence.clock === undefined ? undefined : this.running.read(sentence.clock);
    if (clock !== undefined && !this.belongs(sentence.type, clock)) {
      if (this.epoch) this.measure(clock - this.epoch.clock);
      this.flush();
    }
    if (clock === undefined && !this.epoch) return;
    this.epoch ??= { clock: clock ?? 0, types: new Set(), withoutFix: false, sample: {} };
    // RMC carries the date, so its time wins when the others differ by a fraction.
    if (sentence.type === 'RMC' && clock !== undefined) this.epoch.clock = clock;
    this.epoch.types.add(sentence.type);
    if (sentence.fix === false) this.epoch.withoutFix = true;
    this.merge(sentence);
    if (sentence.date !== undefined && clock !== undefined) this.learnDate(sentence.date, clock);
  }

  /** Speed and course of RMC win over VTG's, which have fewer digits. */
  private merge({ sample, type }: NmeaSentence): void {
    if (!this.epoch) return;
    this.epoch.sample = type === 'RMC' ? { ...this.epoch.sample, ...sample } : { ...sample, ...this.epoch.sample };
  }

  private belongs(type: string, clock: number): boolean {
    if (!this.epoch) return true;
    return !this.epoch.types.has(type) && Math.abs(clock - this.epoch.clock) < this.interval * 0.6;
  }

  private measure(seconds: number): void {
    if (seconds > 0.015 && seconds < this.interval) this.interval = seconds;
  }

  private learnDate(date: number, clock: number): void {
    if (this.date === date) return;
    this.date = date;
    const midnight = date - Math.floor(clock / DAY) * DAY;
    if (this.midnight === undefined) this.midnight = midnight;
    // A log that was closed and reopened on another day starts a new count.
    else if (Math.abs(midnight - this.midnight) >= DAY) {
      this.writeUndated();
      this.midnight = midnight;
      this.builder.startSegment();
    }
  }

  private flush(): void {
    if (!this.epoch) return;
    if (this.midnight === undefined) this.undated.push(this.epoch);
    else {
      this.writeUndated();
      this.add(this.epoch, this.midnight);
    }
    this.epoch = undefined;
  }

  private writeUndated(): void {
    for (const epoch of this.undated) this.add(epoch, this.midnight ?? 0);
    this.undated.length = 0;
  }

  private add({ clock, withoutFix, sample }: Epoch, midnight: number): void {
    if (withoutFix || sample.latitude === undefined) this.builder.addWithoutFix(clock + midnight);
    else this.builder.add(clock + midnight, sample);
  }
}
