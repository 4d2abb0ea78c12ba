import type { Milliseconds, Seconds, Url, Uuid } from '../http/field-types';

/** The `response` of Shotstack's render status. */
export class ShotstackStatus {
  /** Id of the render. */
  id: Uuid;

  /**
   * State of the render, in Shotstack's terms.
   * @example "rendering"
   */
  status: string;

  /**
   * Why the render failed; null unless it did.
   * @example "The source of clip 2 answers 404."
   */
  error: string | null;

  /** Length of the result in seconds; null before it is known. */
  duration: Seconds | null;

  /** Milliseconds from the start of the work to its end; null before it has ended. */
  renderTime: Milliseconds | null;

  /** Signed address of the result; null before it exists. */
  url: Url | null;

  /** Signed address of the poster image; null if the edit requests none. */
  poster: Url | null;

  /** Signed address of the thumbnail image; null if the edit requests none. */
  thumbnail: Url | null;

  /** When the render was accepted. */
  created: Date;

  /** When the render last changed. */
  updated: Date;
}

export class LiveRenderResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "OK"
   */
  message: string;

  /** The answer of the render provider. */
  response: ShotstackStatus;
}
