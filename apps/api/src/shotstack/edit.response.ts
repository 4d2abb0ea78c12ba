import type { EditDocument, Instant, JsonObject, Milliseconds, Seconds, Url, Uuid } from '../http/field-types';

class QueuedRender {
  /**
   * Says what happened, for people.
   * @example "Render Successfully Queued"
   */
  message: string;

  /** Id of the render; the `job_id` of the render API. */
  id: Uuid;
}

export class QueuedResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "Created"
   */
  message: string;

  /** The accepted render. */
  response: QueuedRender;

  static of(id: string): QueuedResponse {
    return { success: true, message: 'Created', response: { message: 'Render Successfully Queued', id } };
  }
}

/** Shotstack's names for the states of a render. */
export const SHOTSTACK_STATUSES = ['queued', 'fetching', 'rendering', 'saving', 'done', 'failed'] as const;

export class ShotstackRender {
  /** Id of the render. */
  id: Uuid;

  /** Id of the account that the render belongs to. */
  owner: Uuid;

  /**
   * Plan of that account.
   * @example "creator"
   */
  plan: string;

  /** State of the render. */
  status: (typeof SHOTSTACK_STATUSES)[number];

  /**
   * Why the render failed.
   * @example "The source of clip 2 answers 404."
   */
  error?: string;

  /** Length of the result in seconds. */
  duration?: Seconds;

  /** Milliseconds from the start of the work to its end. */
  renderTime?: Milliseconds;

  /** Signed address of the result once the status is `done`; it works for 24 hours. */
  url?: Url;

  /** Signed address of the poster image; null if the edit requests none. */
  poster: Url | null;

  /** Signed address of the thumbnail image; null if the edit requests none. */
  thumbnail: Url | null;

  /** The edit, unless the request has `data=false`. */
  data?: EditDocument;

  /** When the render was accepted. */
  created: Instant;

  /** When the render last changed. */
  updated: Instant;
}

export class ShotstackRenderResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "OK"
   */
  message: string;

  /** The render. */
  response: ShotstackRender;
}

class ProbedMedia {
  /** ffprobe's findings: `streams`, `chapters` and `format`. */
  metadata: JsonObject;
}

export class ProbeResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "Created"
   */
  message: string;

  /** The findings about the file. */
  response: ProbedMedia;
}
