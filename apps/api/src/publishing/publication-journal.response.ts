import type { PublicationEvent, PublicationStep } from '@app/platforms';
import type { Instant } from '../http/field-types';

/** What each step and its outcome mean. */
const MESSAGES: Readonly<Record<string, string>> = {
  'change done': 'The owner changed the post.',
  'preflight failed': 'The post breaks a rule of the platform. Nothing was sent.',
  'open done': 'The platform opened an upload. Nothing is visible.',
  'open failed': 'The platform did not open an upload. Nothing was published.',
  'transfer done': 'The platform has the video except for its last part. Nothing is visible.',
  'transfer failed': 'Sending the video was interrupted. Nothing was published.',
  'commit started': 'The call that publishes the post is about to be made.',
  'commit done': 'The platform accepted the post.',
  'commit failed': 'The call that publishes the post failed, or its answer was lost.',
  'outcome published': 'The platform says that the post was published.',
  'outcome not_published': 'The platform says that nothing was published.',
  'outcome session_lost': 'The platform no longer knows the upload, so it cannot say whether the post exists.',
  'outcome found': 'The post is among the latest posts of the account.',
  'outcome failed': 'The platform did not say whether the post was published.',
  'observe live': 'The platform shows the post.',
  'observe failed': 'The platform does not show the post.',
  'thumbnail done': 'The post has its thumbnail.',
  'thumbnail failed': 'The platform rejected the thumbnail. The post stays as it is.',
  'captions done': 'The post has its subtitles.',
  'captions failed': 'The platform rejected the subtitles. The post stays as it is.',
  'playlist done': 'The post is in the playlist.',
  'playlist failed': 'The post could not be added to the playlist. It stays as it is.',
  'first_comment started': 'The first comment is about to be written.',
  'first_comment done': 'The first comment was written.',
  'first_comment failed':
    'The first comment failed, or its answer was lost; in that case it is not written a second time.',
  'first_comment unclear': 'The first comment was begun before and may exist. It is not written a second time.',
};

/** One line of the journal. */
class PublicationStepResponse {
  /** When it happened. */
  at: Instant;

  /** The step. `status` is a change of state. */
  step: PublicationStep;

  /**
   * `started`, `done`, `failed`, the platform's answer, or the new state.
   * @example "done"
   */
  outcome: string;

  /**
   * What it means.
   * @example "The platform accepted the post."
   */
  message: string;

  /**
   * More about this time; null if there is nothing more.
   * @example "YouTube answered 503 (backendError)."
   */
  detail: string | null;

  /**
   * What a failure means, the same for all platforms; null without one.
   * @example "transient"
   */
  class: string | null;

  /**
   * The platform's own code; null without one.
   * @example "backendError"
   */
  platform_code: string | null;

  /**
   * Status of the platform's answer; null without one.
   * @example 503
   */
  platform_status: number | null;

  /**
   * The platform's id of the request, for its support; null if it gave none.
   * @example "202611281200000102230451"
   */
  platform_trace_id: string | null;

  /**
   * Our id of the request or job; in our logs, too.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  request_id: string | null;
}

export class PublicationJournalResponse {
  /** What happened to the post, in order. */
  steps: PublicationStepResponse[];

  static of(events: readonly PublicationEvent[]): PublicationJournalResponse {
    return { steps: events.map(stepOf) };
  }
}

function stepOf({ at, step, outcome, fromStatus, detail, failureClass, requestId, ...rest }: PublicationEvent) {
  const change = fromStatus === null ? `The post is ${outcome}.` : `The post went from ${fromStatus} to ${outcome}.`;
  return {
    at: at.toISOString(),
    step,
    outcome,
    message: step === 'status' ? change : (MESSAGES[`${step} ${outcome}`] ?? `${step}: ${outcome}`),
    detail,
    class: failureClass,
    platform_code: rest.platformCode,
    platform_status: rest.platformStatus,
    platform_trace_id: rest.platformTraceId,
    request_id: requestId,
  };
}
