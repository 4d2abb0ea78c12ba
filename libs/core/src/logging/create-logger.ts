import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { readEnv } from '../config/read-env';
import { CoreEnv } from '../core.config';
import { describeError } from './describe-error';
import { redactSecrets } from './redact-secrets';
import { requestContext } from './request-context';

export interface LoggerOptions {
  /** Name of the process that logs: `api`, `worker`, `start`, … */
  service: string;
  /** Default: LOG_LEVEL. */
  level?: CoreEnv['LOG_LEVEL'];
  /** Default: standard output, written synchronously so that the last lines of a dying process are kept. */
  destination?: DestinationStream;
}

/** Nest's start-up messages, one line per module and route; interesting only when the process does not start. */
const FRAMEWORK_CONTEXTS: ReadonlySet<string | undefined> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * JSON lines behind Nest's `Logger`. Pass fields as an object: `logger.log('job done', { job_id })`. An Error may be
 * the message, or the field `err`.
 */
export class JsonLogger implements LoggerService {
  constructor(private readonly pino: PinoLogger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(FRAMEWORK_CONTEXTS.has(rest.at(-1) as string) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest appends the logger's context as the last text; a text before it is a stack. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const fields: Record<string, unknown> = {};
    const texts: string[] = [];
    for (const value of rest) {
      if (typeof value === 'string') texts.push(value);
      else if (value instanceof Error) fields.err = value;
      else if (typeof value === 'object') Object.assign(fields, value);
    }
    const context = texts.pop();
    if (context !== undefined) fields.context = context;
    if (texts.length > 0) fields.stack = texts.join('\n');
    if (message instanceof Error) this.pino[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...message, ...fields });
    else this.pino[level](fields, String(message));
  }
}

/** The logger of a process; every line is redacted. */
export function createLogger(options: LoggerOptions): JsonLogger {
  return new JsonLogger(
    pino(
      {
        level: options.level ?? readEnv(CoreEnv).LOG_LEVEL,
        base: { service: options.service, pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        serializers: { err: (error: unknown) => describeError(error) },
        mixin: contextFields,
        hooks: { streamWrite: redactSecrets },
      },
      options.destination ?? pino.destination({ dest: 1, sync: true }),
    ),
  );
}

function contextFields(): Record<string, string | undefined> {
  const context = requestContext();
  if (!context) return {};
  return {
    request_id: context.requestId,
    job_id: context.jobId,
    job_name: context.jobName,
    user_id: context.userId,
    key_id: context.apiKeyId,
  };
}
