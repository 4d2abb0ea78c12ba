import { microTokens, toTokens } from '@app/billing';
import { helpFor } from '@app/core';
import { isFinished, type Render, type RenderStatus } from '@app/render-proxy';
import type { Count, Cursor, Seconds, Tokens, Url, Uuid } from '../http/field-types';
import type { EditWarning } from './render.response';
import type { FileLinks } from './render-links.service';

const inTokens = (amount: number): number => toTokens(microTokens(amount));

class JobTokens {
  /** Tokens reserved when the render was accepted. */
  reserved: Tokens;

  /** Tokens charged; null until the job has ended. */
  charged: Tokens | null;

  /** Reserved tokens that were returned; null until the job has ended. */
  refunded: Tokens | null;
}

class JobTimings {
  /** When the render was accepted. */
  created_at: Date;

  /** When a worker took the render and began to get its sources and fonts; null before. */
  fetching_at: Date | null;

  /** When rendering started; null before. */
  rendering_at: Date | null;

  /** When the result was being saved; null before. */
  saving_at: Date | null;

  /** When the transfer to our storage started; null before. */
  transferring_at: Date | null;

  /** When the job ended; null before. */
  finished_at: Date | null;
}

class JobResult {
  /** Signed address of the result. */
  video_url: Url;

  /** Signed address of the poster image; null if the edit requests none. */
  poster_url: Url | null;

  /** Signed address of the thumbnail image; null if the edit requests none. */
  thumbnail_url: Url | null;

  /** Length of the result in seconds. */
  duration_seconds: Seconds;

  /**
   * Size of the result in bytes.
   * @example 1048576
   */
  size_bytes: Count;
}

class EditFault {
  /**
   * JSON path of the fault in the edit.
   * @example "timeline.tracks[0].clips[2].asset.src"
   */
  path: string;

  /**
   * Stable code of the fault.
   * @example "required"
   */
  code: string;

  /**
   * What to change.
   * @example "is required."
   */
  message: string;
}

class JobError {
  /**
   * Code of the error catalogue.
   * @example "render_source_refused"
   */
  code: string;

  /**
   * What happened this time.
   * @example "The source of clip 2 answers 404."
   */
  message: string;

  /**
   * What to do about it.
   * @example "Check that the URL is public and reachable."
   */
  help?: string;

  /** Faults in the edit, one by one. */
  errors?: EditFault[];
}

export class JobResponse {
  /** Id of the render job. */
  job_id: Uuid;

  /**
   * State of the render: `queued`; `fetching` (a worker gets its sources and fonts; an edit without sources passes
   * through it at once); `rendering`, `saving`, `transferring`; then `completed`, `failed` or `cancelled`.
   */
  status: RenderStatus;

  /**
   * Share of the work that is done, from 0 to 1; never decreases.
   * @example 0.42
   * @minimum 0
   * @maximum 1
   */
  progress: number;

  /** The files, once the render has completed. */
  result: JobResult | null;

  /** Why the render failed; null unless it did. */
  error: JobError | null;

  /** Warnings about an edit that renders nevertheless; usually empty. */
  warnings: EditWarning[];

  /** What the render costs. */
  tokens: JobTokens;

  /** When the render entered each state. */
  timings: JobTimings;

  /** The batch that the render belongs to; null for a single render. */
  batch_id: Uuid | null;

  static of(render: Render, links: FileLinks | undefined): JobResponse {
    const { id, status, progress, error, warnings, reserved, charged, batchId } = render;
    return {
      job_id: id,
      status,
      progress: Math.round(progress * 1_000) / 1_000,
      result: status === 'completed' && links ? resultOf(render, links) : null,
      error: error && errorOf(error),
      warnings: [...warnings],
      tokens: {
        reserved: inTokens(reserved),
        charged: charged === null ? null : inTokens(charged),
        refunded: charged === null ? null : inTokens(reserved - charged),
      },
      timings: timingsOf(render),
      batch_id: batchId,
    };
  }
}

function errorOf({ code, message, errors }: NonNullable<Render['error']>): JobError {
  const help = helpFor(code);
  return { code, message, ...(help && { help }), ...(errors && { errors: [...errors] }) };
}

function resultOf({ seconds, sizeBytes }: Render, { video, poster, thumbnail }: FileLinks): JobResult {
  return {
    video_url: video,
    poster_url: poster,
    thumbnail_url: thumbnail,
    duration_seconds: seconds ?? 0,
    size_bytes: sizeBytes ?? 0,
  };
}

function timingsOf({ createdAt, fetchingAt, renderingAt, savingAt, transferringAt, finishedAt }: Render): JobTimings {
  return {
    created_at: createdAt,
    fetching_at: fetchingAt,
    rendering_at: renderingAt,
    saving_at: savingAt,
    transferring_at: transferringAt,
    finished_at: finishedAt,
  };
}

export class JobListResponse {
  /** One page of render jobs, newest first. */
  jobs: JobResponse[];

  next_cursor: Cursor | null;
}

export class BatchResponse {
  /** Id of the batch. */
  batch_id: Uuid;

  /**
   * `cancelled`: all renders were cancelled. `partial_failure`: all renders have ended otherwise, and at least one did not
   * complete.
   */
  batch_status: 'in_progress' | 'completed' | 'cancelled' | 'partial_failure';

  /** Number of renders in the batch. */
  total_jobs: Count;

  /** Number of renders that completed. */
  completed_jobs: Count;

  /** Number of renders that failed or were cancelled. */
  failed_jobs: Count;

  /** The render jobs, in the order of the request. */
  jobs: JobResponse[];

  static of(batchId: string, renders: readonly Render[], jobs: JobResponse[]): BatchResponse {
    const completed = renders.filter(({ status }) => status === 'completed').length;
    const ended = renders.filter(({ status }) => isFinished(status)).length;
    return {
      batch_id: batchId,
      batch_status: batchStatusOf(renders),
      total_jobs: renders.length,
      completed_jobs: completed,
      failed_jobs: ended - completed,
      jobs,
    };
  }
}

function batchStatusOf(renders: readonly Render[]): BatchResponse['batch_status'] {
  if (!renders.every(({ status }) => isFinished(status))) return 'in_progress';
  const [status, ...others] = new Set(renders.map((render) => render.status));
  return others.length === 0 && (status === 'completed' || status === 'cancelled') ? status : 'partial_failure';
}
