import 'reflect-metadata';
import { Instance, type StartOptions } from './start/instance';

export interface RunningInstance {
  /** Called after a rebuild. */
  reload(): Promise<void>;
}

/**
 * Starts the whole product and keeps it running until a signal ends it.
 * @throws Error with a message for the user at the terminal, after everything that was started has been stopped
 */
export async function start(options: StartOptions): Promise<RunningInstance> {
  const instance = new Instance(options);
  const starting = instance.start();
  stopOnSignals(instance, starting);
  try {
    await starting;
  } catch (error) {
    if (instance.stopping.signal.aborted) return await new Promise<never>(() => undefined);
    await instance.stop(starting);
    throw error;
  }
  return instance;
}

function stopOnSignals(instance: Instance, starting: Promise<unknown>): void {
  const stop = (signal: NodeJS.Signals) => {
    if (instance.stopping.signal.aborted) {
      instance.console.line('Stopped by force.');
      return void instance.kill().finally(() => process.exit(130));
    }
    instance.console.line(`\nStopping (${signal}) …`);
    const since = Date.now();
    void instance.stop(starting).finally(() => {
      instance.console.line(`Stopped in ${instance.console.elapsed(since)}.`);
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
}
