import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProcessorShare } from './processor-share';

const built = join(__dirname, '..');

interface Announcement {
  port?: number;
  /** Variables that point the product at it. */
  env?: Readonly<Record<string, string>>;
}

/** A separate process, so that measured and measuring code do not share an event loop. */
export class ServerProcess {
  private constructor(
    readonly process: ChildProcess,
    /** Address with the announced port; `http://127.0.0.1:0` when it listens on none. */
    readonly url: string,
    /** What it announced when it was ready. */
    readonly announced: Announcement,
  ) {}

  /**
   * @param main path below `dist`, without `.js`; announces itself with `process.send({ type: 'ready', port })`
   * @param share of the processors for it and its children; default: all of them
   * @throws Error when the process ends before that
   */
  static async start(
    main: string,
    env: Readonly<Record<string, string | undefined>>,
    share?: ProcessorShare,
  ): Promise<ServerProcess> {
    const child = fork(join(built, `${main}.js`), {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // The shell joins the group and becomes the program.
      ...(share && {
        execPath: '/bin/sh',
        execArgv: ['-c', 'echo $$ > "$0" && exec "$@"', share.members, process.execPath],
      }),
    });
    const exited = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`${main} ended with ${code} before it was ready`)),
    );
    const [message] = (await Promise.race([once(child, 'message'), exited])) as [Announcement];
    exited.catch(() => undefined);
    return new ServerProcess(child, `http://127.0.0.1:${message.port ?? 0}`, message);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(timer);
  }
}
