import { Logger } from '@nestjs/common';
import { ConfigurationError } from '../config/read-env';
import { redactSecrets } from '../logging/redact-secrets';

export interface LifecycleOptions {
  /** Milliseconds after which the process ends everything that is still open. Default 30 s. */
  hardExitMs?: number;
}

/**
 * Ends the process cleanly: on SIGTERM, on SIGINT, or when the parent that forked it is gone, `stop` runs once and the
 * exit code is 0. A second signal, or a `stop` that fails or takes too long, ends it immediately with code 1.
 */
export function stopOnSignals(stop: () => Promise<void>, { hardExitMs = 30_000 }: LifecycleOptions = {}): void {
  const logger = new Logger('Lifecycle');
  let stopping = false;
  const end = (reason: string) => {
    if (stopping) {
      logger.warn('asked to stop again; ending immediately', { reason });
      process.exit(1);
    }
    stopping = true;
    logger.log('stopping', { reason });
    setTimeout(() => {
      logger.error('stopping took too long; ending immediately');
      process.exit(1);
    }, hardExitMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error('could not stop cleanly', { err: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('disconnect', () => end('the parent process is gone'));
  // The parent ended while we were starting, before our listener existed.
  if (process.send && !process.connected) end('the parent process is gone');
}

const HEARTBEAT_MS = 1_000;

/**
 * Notifies the parent process, if any, that the work has begun, and then every second that the event loop still runs. A
 * supervisor that no longer receives these messages ends the process and starts it again.
 */
export function reportReady(details: { port?: number } = {}): void {
  if (!process.send) return;
  process.send({ type: 'ready', ...details });
  setInterval(() => {
    if (process.connected) process.send?.({ type: 'alive' });
  }, HEARTBEAT_MS).unref();
}

/** Runs the start of a process. When it fails, prints why, without secrets, and ends the process with code 1. */
export function startOrExit(start: () => Promise<void>): Promise<void> {
  return start().catch((error: unknown) => {
    const isFault = error instanceof Error && !(error instanceof ConfigurationError);
    const reason = isFault ? (error.stack ?? error.message) : error instanceof Error ? error.message : String(error);
    process.stderr.write(`${redactSecrets(reason)}\n`);
    process.exit(1);
  });
}

/** Logs an uncaught error like any other and ends the process, whose state can no longer be trusted. */
export function exitOnUncaughtErrors(): void {
  const logger = new Logger('Lifecycle');
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal(event, { err: error });
      process.exit(1);
    });
  }
}
