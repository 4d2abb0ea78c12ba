import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Kills the process group that it is given unless its parent writes a line first. Stopped processes cannot notice that
 * this process has ended, so they would stay forever.
 */
const GUARD = 'read -r line || kill -9 "-$0"';

/** Stops all processes of a running program for a while. They can be killed meanwhile. Not on Windows. */
export class ProgramPause {
  private program: { leader: number; mayStop: () => boolean } | undefined;
  private guard: ChildProcess | undefined;

  /** Whether a program runs that can be stopped now. */
  get isPossible(): boolean {
    return process.platform !== 'win32' && this.guard === undefined && this.program?.mayStop() === true;
  }

  get isOn(): boolean {
    return this.guard !== undefined;
  }

  /** @param leader of the process group of a program that has started */
  attach(leader: number, mayStop: () => boolean): void {
    this.program = { leader, mayStop };
  }

  /** The program has ended, or is killed now. */
  detach(): void {
    this.program = undefined;
    this.release();
  }

  /** Does nothing when no program runs that can be stopped, or when the system cannot start another process. */
  begin(): void {
    if (!this.isPossible || !this.program) return;
    const { leader } = this.program;
    const guard = startGuard(leader);
    if (!guard) return;
    guard.once('error', () => this.lost(guard)).once('exit', () => this.lost(guard));
    guard.stdin?.on('error', () => undefined);
    guard.unref();
    if (guard.pid === undefined) return;
    this.guard = guard;
    if (!signalGroup(leader, 'SIGSTOP')) this.release();
  }

  end(): void {
    if (this.guard && this.program) signalGroup(this.program.leader, 'SIGCONT');
    this.release();
  }

  private release(): void {
    this.guard?.stdin?.end('\n');
    this.guard = undefined;
  }

  /** Without its guard, the program continues. */
  private lost(guard: ChildProcess): void {
    if (guard === this.guard) this.end();
  }
}

/** Most failures only emit `error`. @returns undefined when `spawn` itself throws, as without memory */
function startGuard(leader: number): ChildProcess | undefined {
  try {
    return spawn('/bin/sh', ['-c', GUARD, String(leader)], {
      cwd: '/',
      env: {},
      // It survives a signal to the group of this process.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

/** @returns false when the group has ended */
function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}
