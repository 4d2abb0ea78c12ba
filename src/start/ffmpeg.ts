import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environment, readEnv } from '@app/core';
import { type FfmpegState, ffmpegInstallCommand, locateFfmpeg, MediaEnv } from '@app/media';
import type { Console } from './console';
import type { LogFile } from './log-file';

/** A step of the installation; `breakable`: it may be ended at any time without leaving a half-installed system. */
interface Step {
  args: string[];
  breakable: boolean;
}

const OPTIONS = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
const UPDATE: Step = { args: ['update'], breakable: true };
const DOWNLOAD: Step = { args: ['install', ...OPTIONS, '--download-only', 'ffmpeg'], breakable: true };
const INSTALL: Step = { args: ['install', ...OPTIONS, '--no-download', 'ffmpeg'], breakable: false };

/** Looks for ffmpeg and, as root on Debian or Ubuntu, installs it in the background: the API does not wait for it. */
export class FfmpegSetup {
  private current?: { child: ChildProcess; step: Step; ended: Promise<boolean> };
  private stopping = false;

  constructor(
    private readonly console: Console,
    private readonly log: LogFile,
    private readonly mayInstall: boolean,
  ) {}

  /** Starts the search now; `begin` needs the result later. */
  look(): Promise<FfmpegState> {
    return locateFfmpeg(readEnv(MediaEnv));
  }

  /** The line about rendering in the start's report; starts the installation when needed. */
  begin(state: FfmpegState): string {
    if ('found' in state) return `ffmpeg ${state.found.version}`;
    if (!this.mayInstall || !canInstall()) return `unavailable: ${state.problem}`;
    void this.install();
    return `ffmpeg is being installed in the background (${ffmpegInstallCommand()}); everything else works meanwhile`;
  }

  /** Ends the installation where that is harmless, otherwise lets it finish, which takes some seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (!this.current) return;
    if (this.current.step.breakable) this.current.child.kill('SIGTERM');
    else this.console.line('Waiting for the installation of ffmpeg to finish …');
    await this.current.ended;
  }

  private async install(): Promise<void> {
    const since = Date.now();
    // A bare image has no package lists: the first download fails, and then the lists are fetched.
    const downloaded = (await this.run(DOWNLOAD)) || ((await this.run(UPDATE)) && (await this.run(DOWNLOAD)));
    const installed = downloaded && (await this.run(INSTALL));
    if (this.stopping) return;
    const state = await this.look();
    if ('found' in state)
      return this.console.line(
        `ffmpeg ${state.found.version} is installed (${this.console.elapsed(since)}): rendering is available.`,
      );
    const reason = installed
      ? state.problem
      : `the installation failed (see ${this.log.path}); install it with: ${ffmpegInstallCommand()}`;
    this.console.warn(`Rendering is unavailable: ${reason}`);
  }

  private async run(step: Step): Promise<boolean> {
    if (this.stopping) return false;
    const child = spawn('apt-get', step.args, {
      env: { ...proxies(), PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C must not interrupt a package manager.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => this.log.write(chunk.toString().trimEnd()));
    const ended = new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(false));
      child.once('close', (code) => resolve(code === 0));
    });
    this.current = { child, step, ended };
    const succeeded = await ended;
    this.current = undefined;
    return succeeded;
  }
}

const proxies = () =>
  Object.fromEntries(Object.entries(environment()).filter(([name]) => /^(https?|ftp|all|no)_proxy$/i.test(name)));

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
