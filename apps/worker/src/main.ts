import 'reflect-metadata';
import { assertEnvironment, ConfigurationError } from '@app/core';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module';

/** Running jobs get up to 20 s to finish and 5 s to notice that they may not; whatever hangs then is left to other workers. */
const HARD_EXIT_MS = 29_000;

async function main(): Promise<void> {
  assertEnvironment();
  const app = await NestFactory.createApplicationContext(WorkerModule, { abortOnError: false });
  stopOnSignals(app);
  process.send?.({ type: 'ready' });
}

/** Also when the process that started us is gone: nobody would stop us any more. */
function stopOnSignals(app: INestApplicationContext): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
    void app.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
