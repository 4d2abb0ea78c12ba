import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processIdentity } from '@app/core';

/** A process, distinguished from a later one with the same id. */
interface KnownProcess {
  pid: number;
  identity?: string;
}

interface LockContent extends KnownProcess {
  /** Our child processes: after kill -9 of the supervisor they need a moment to notice. */
  children: (KnownProcess & { name: string })[];
}

/** Thrown when another supervisor serves the same data directory. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';

  constructor(readonly pid: number) {
    super(`Process ${pid} serves this data directory.`);
  }
}

const ORPHANS_TIMEOUT_MS = 15_000;

/** One supervisor per data directory: a file that identifies it. */
export class InstanceLock {
  private readonly file: string;
  private held = false;
  private content: LockContent = { pid: process.pid, identity: processIdentity(process.pid), children: [] };

  constructor(dataDir: string) {
    this.file = join(dataDir, 'instance.lock');
  }

  /**
   * Takes the lock, even from a supervisor that was killed, and waits until its children are gone.
   * @throws AlreadyRunningError
   */
  async acquire(): Promise<void> {
    for (let attempt = 0; !this.create(); attempt++) {
      const holder = read(this.file);
      if (holder && isSame(holder)) throw new AlreadyRunningError(holder.pid);
      if (holder) await endOrphans(holder.children);
      // An unreadable file belongs to a process that is just writing it, or to a machine that lost power.
      if (holder || attempt > 20) this.discard(holder);
      else await sleep(50);
    }
    this.held = true;
  }

  /** False before `acquire` and when another supervisor has it. */
  get isHeld(): boolean {
    return this.held;
  }

  /** Recorded in case we are killed. */
  addChild(name: string, pid: number): void {
    const children = this.content.children.filter(isSame);
    this.content = { ...this.content, children: [...children, { name, pid, identity: processIdentity(pid) }] };
    const next = `${this.file}-${process.pid}`;
    try {
      writeFileSync(next, JSON.stringify(this.content), { mode: 0o600 });
      renameSync(next, this.file);
    } catch {
      // The disk is full, but the running process matters more than its record.
    }
  }

  release(): void {
    if (this.held) rmSync(this.file, { force: true });
    this.held = false;
  }

  private create(): boolean {
    try {
      writeFileSync(this.file, JSON.stringify(this.content), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    }
  }

  /** Renames the lock first: when two starts find the same dead holder, only one of them removes it. */
  private discard(holder: LockContent | undefined): void {
    const aside = `${this.file}-${process.pid}`;
    try {
      renameSync(this.file, aside);
    } catch {
      return;
    }
    const removed = read(aside);
    if (removed?.pid === holder?.pid && removed?.identity === holder?.identity) rmSync(aside, { force: true });
    else renameSync(aside, this.file);
  }
}

const isSame = (known: KnownProcess) =>
  isAlive(known.pid) && (known.identity === undefined || known.identity === processIdentity(known.pid));

async function endOrphans(children: KnownProcess[]): Promise<void> {
  for (const deadline = Date.now() + ORPHANS_TIMEOUT_MS; Date.now() < deadline && children.some(isSame); )
    await sleep(50);
  for (const child of children.filter(isSame)) process.kill(child.pid, 'SIGKILL');
}

function read(file: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockContent;
  } catch {
    return undefined;
  }
}
