import { spawn } from 'node:child_process';
import { environment } from '@app/core';
import { type BoxLimits, limitedCommand } from '../process/process-box';

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
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => resolve(status === 0 ? clock.seconds : undefined));
  });
}

/** Tracks the times of packets, listed as `stream|pts|dts|duration`. */
export class PacketClock {
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
    // Only the inaudible priming of an audio decoder comes before 0.
    this.start = Math.min(this.start, Math.max(0, time));
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
    return this.end > this.start ? Math.round((this.end - this.start) * 1e6) / 1e6 : undefined;
  }
}
