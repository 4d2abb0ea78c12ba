import { spawn } from 'node:child_process';
import { environment } from '@app/core';
import { ffmpegFailed } from '../media.errors';
import { type BoxLimits, limitedCommand } from '../process/process-box';
import { causeOf, isInterruption } from '../process/program-end';

const LONGEST_LINE = 1_000;

/** A stream that ffprobe opens and whose packets it lists. */
export interface PacketSource {
  ffprobe: string;
  /** Demuxer, protocol and path. */
  input: readonly string[];
  /** Index of the stream whose end counts. */
  stream: number;
  limits: BoxLimits;
}

/**
 * The seconds from the first packet of a file to the end of the last packet of one stream. It reads every packet and
 * decodes none, line by line, so memory does not grow with the file.
 * @returns undefined for a file without times, and for one that it cannot read in time
 * @throws ffmpegFailed when ffprobe was ended from outside
 */
export function measureSeconds(
  { ffprobe, input, stream, limits }: PacketSource,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<number | undefined> {
  const fields = ['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time', '-of', 'compact=p=0:nk=1'];
  const signals = [AbortSignal.timeout(options.timeoutMs), ...(options.signal ? [options.signal] : [])];
  const { PATH } = environment();
  const command = limitedCommand(ffprobe, ['-v', 'quiet', ...fields, ...input], limits);
  const child = spawn(command.program, command.args, {
    env: { PATH },
    stdio: ['ignore', 'pipe', 'ignore'],
    signal: AbortSignal.any(signals),
    killSignal: 'SIGKILL',
  });
  const clock = new PacketClock(stream);
  let rest = '';
  child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) clock.add(line);
  });
  return new Promise((resolve, reject) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status, killedBy) => {
      const cause = causeOf({ program: 'ffprobe', status, killedBy, isOurDoing: child.killed });
      if (isInterruption(cause)) reject(ffmpegFailed(undefined, { cause }));
      else resolve(status === 0 ? clock.seconds : undefined);
    });
  });
}

/** Seconds of priming that an audio decoder drops; times further below 0 are those of a clock that ran over. */
const LONGEST_PRIMING = 1;
/** Seconds by which the decoding times go back where one recording ends and another begins. */
const JUMP_BACK = 1;

/**
 * Tracks the times of packets, listed as `stream|pts|dts|duration`. In recordings that were joined as they are, the
 * times begin anew; each lasts from its own first packet, as ffmpeg joins them.
 */
export class PacketClock {
  private joined = 0;
  private decoded = Number.NEGATIVE_INFINITY;
  private start = Number.POSITIVE_INFINITY;
  private end = Number.NEGATIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private step = 0;

  /** @param stream index of the stream whose end counts */
  constructor(private readonly stream: number) {}

  add(line: string): void {
    const [index, pts, dts, duration] = line.split('|').map(Number);
    const time = Number.isFinite(pts) ? pts : dts;
    if (time === undefined || !Number.isFinite(time)) return;
    if (index === this.stream) this.join(time, dts);
    const start = time < -LONGEST_PRIMING ? time : Math.max(0, time);
    // The sound of the next recording may come before its first picture.
    if (this.start === Number.POSITIVE_INFINITY || start > this.start - JUMP_BACK)
      this.start = Math.min(this.start, start);
    if (index !== this.stream) return;
    if (time > this.last) {
      // A packet without a duration lasts as long as its predecessor.
      if (Number.isFinite(this.last)) this.step = time - this.last;
      this.last = time;
    }
    this.end = Math.max(this.end, time + (duration !== undefined && duration > 0 ? duration : this.step));
  }

  /** Undefined until the stream has had a packet. */
  get seconds(): number | undefined {
    const seconds = this.joined + Math.max(0, this.end - this.start);
    return seconds > 0 ? Math.round(seconds * 1e6) / 1e6 : undefined;
  }

  private join(time: number, dts: number | undefined): void {
    if (dts === undefined || !Number.isFinite(dts)) return;
    if (dts < this.decoded - JUMP_BACK) {
      this.joined += Math.max(0, this.end - this.start);
      this.start = time;
      this.end = Number.NEGATIVE_INFINITY;
      this.last = Number.NEGATIVE_INFINITY;
    }
    this.decoded = dts;
  }
}
