import { AppError, type AppErrorOptions, type ErrorDefinition } from '@app/core';
import type { Edit } from '../../edit/edit';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderStage } from '../local-engine';
import type { RenderedFiles } from '../run/produce-output';
import type { SourceLimits } from '../sources/gather-sources';

/** What a render's own process is told, once. */
export interface RenderRequest {
  edit: Edit;
  destination: string;
  workRoot: string;
  sourceLimits?: SourceLimits | undefined;
  maxSeconds?: number | undefined;
}

/** What it says. The last report is `done` or `failed`. */
export type RenderReport =
  | { type: 'progress'; stage: RenderStage; progress: number }
  | { type: 'done'; files: RenderedFiles }
  | { type: 'failed'; error: PlainError };

/** An AppError that can travel between processes. */
interface PlainError {
  definition: ErrorDefinition;
  message: string;
  options: Omit<AppErrorOptions, 'cause'>;
  /** The stack of its cause, for the log. */
  cause?: string | undefined;
}

/** Anything else than an AppError becomes `render_failed`, with the original for the log. */
export function packError(error: unknown): PlainError {
  const { definition, message, options } =
    error instanceof AppError ? error : renderFailed(undefined, { cause: error });
  const { cause, ...rest } = options;
  return {
    definition,
    message,
    options: rest,
    cause: cause instanceof Error ? (cause.stack ?? cause.message) : undefined,
  };
}

export function unpackError({ definition, message, options, cause }: PlainError): AppError {
  return new AppError(definition, message, cause === undefined ? options : { ...options, cause: new Error(cause) });
}
