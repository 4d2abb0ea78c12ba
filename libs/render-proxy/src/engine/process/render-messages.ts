import { AppError, type AppErrorOptions, type ErrorDefinition } from '@app/core';
import type { Ffmpeg } from '@app/media';
import type { Edit } from '../../edit/edit';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderedFiles, RenderOptions, RenderStage } from '../render-engine';

/** The only message to a render process. */
export interface RenderRequest extends Omit<RenderOptions, 'signal' | 'onProgress'> {
  edit: Edit;
  /** What the parent knows about ffmpeg, so that not every render checks it again. */
  ffmpeg: Ffmpeg | undefined;
}

/** Messages from a render process. The last one is `done` or `failed`. */
export type RenderReport =
  | { type: 'progress'; stage: RenderStage; progress: number }
  | { type: 'done'; files: RenderedFiles }
  | { type: 'failed'; error: PlainError };

/** An AppError that can travel between processes. */
export interface PlainError {
  definition: ErrorDefinition;
  message: string;
  options: Omit<AppErrorOptions, 'cause'>;
  /** The stack of its cause, for the log. */
  cause?: string | undefined;
}

/** Turns any error that is not an AppError into `render_failed`, with the original as its cause for the log. */
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
