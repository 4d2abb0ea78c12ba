import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@app/core';
import type { MediaConfig } from '../media.config';
import { ffmpegUnavailable } from '../media.errors';
import { type FfmpegListings, shortcomings, versionOf } from './ffmpeg-capabilities';
import { ffmpegInstallCommand } from './ffmpeg-install-command';

/** The programs, checked. */
export interface Ffmpeg {
  ffmpeg: string;
  ffprobe: string;
  version: string;
  /** Hash of what `ffmpeg -version` prints: the version, the configuration and the libraries. */
  build: string;
}

/** `problem`: what is wrong and what to do, worded for an operator. */
export type FfmpegState = { found: Ffmpeg } | { problem: string };

const execute = promisify(execFile);

const PROBE_TIMEOUT_MS = 10_000;
/** An operator may install ffmpeg while we run, but will hardly remove it. */
const LOOK_AGAIN_WHEN_MISSING_MS = 3_000;
const LOOK_AGAIN_WHEN_FOUND_MS = 600_000;

/** Finds ffmpeg and ffprobe and checks whether they can do what we need. */
export class FfmpegLocatorService {
  private latest?: { state: Promise<FfmpegState>; until: number };

  /** @param known the result of another process, used without a check */
  constructor(
    private readonly config: Pick<MediaConfig, 'FFMPEG_PATH' | 'FFPROBE_PATH'>,
    known?: Ffmpeg,
  ) {
    if (known) this.latest = { state: Promise.resolve({ found: known }), until: Number.POSITIVE_INFINITY };
  }

  /** @throws ffmpegUnavailable */
  async find(): Promise<Ffmpeg> {
    const state = await this.state();
    if ('problem' in state) throw ffmpegUnavailable(undefined, { cause: new Error(state.problem) });
    return state.found;
  }

  /** Usually returns the cached result. */
  state(): Promise<FfmpegState> {
    if (!this.latest || Date.now() > this.latest.until) {
      const latest = { state: locateFfmpeg(this.config), until: Number.POSITIVE_INFINITY };
      this.latest = latest;
      void latest.state.then(
        (state) =>
          (latest.until = Date.now() + ('found' in state ? LOOK_AGAIN_WHEN_FOUND_MS : LOOK_AGAIN_WHEN_MISSING_MS)),
      );
    }
    return this.latest.state;
  }
}

/** Checks once, bypassing the cache; never throws. */
export async function locateFfmpeg({
  FFMPEG_PATH,
  FFPROBE_PATH,
}: Pick<MediaConfig, 'FFMPEG_PATH' | 'FFPROBE_PATH'>): Promise<FfmpegState> {
  const ffmpeg = FFMPEG_PATH ?? 'ffmpeg';
  const ffprobe = FFPROBE_PATH ?? ffprobeBeside(FFMPEG_PATH) ?? 'ffprobe';
  try {
    const [version, filters, encoders] = await Promise.all([
      output('FFMPEG_PATH', ffmpeg, '-version'),
      output('FFMPEG_PATH', ffmpeg, '-filters'),
      output('FFMPEG_PATH', ffmpeg, '-encoders'),
      output('FFPROBE_PATH', ffprobe, '-version'),
    ]);
    const listings: FfmpegListings = { version, filters, encoders };
    const problems = shortcomings(listings);
    if (problems.length > 0)
      return { problem: `ffmpeg ${problems.join(' and ')}; install a full build or set FFMPEG_PATH` };
    const build = createHash('sha256').update(version).digest('hex');
    return { found: { ffmpeg, ffprobe, version: versionOf(version), build } };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function ffprobeBeside(ffmpeg: string | undefined): string | undefined {
  const candidate = ffmpeg && join(dirname(ffmpeg), process.platform === 'win32' ? 'ffprobe.exe' : 'ffprobe');
  return candidate && existsSync(candidate) ? candidate : undefined;
}

async function output(variable: string, program: string, flag: string): Promise<string> {
  const { PATH, SystemRoot } = environment();
  try {
    // Only the variables that a program needs to run: none of our secrets.
    const { stdout } = await execute(program, ['-hide_banner', flag], {
      timeout: PROBE_TIMEOUT_MS,
      maxBuffer: 4_000_000,
      env: { PATH, SystemRoot },
      windowsHide: true,
    });
    return stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Error(`${program} is not installed; install it with: ${ffmpegInstallCommand()}`);
    throw new Error(`${program} (${variable}) cannot be run: ${code ?? (error as Error).message}`);
  }
}
