import { helpFor } from '@app/core';
import {
  type FailureClass,
  type PostApproval,
  type Publication,
  type PublicationFault,
  type PublicationMetrics,
  type PublicationStatus,
  type PublicationStep,
} from '@app/platforms';
import type { Count, Instant, JsonObject, Url, Uuid } from '../http/field-types';
import { rounded } from '../http/rounded';

/** A post that is published later than this is late: after the time that its owner chose, or after its video was ready. */
const LATE_SECONDS = { chosen: 5, ready: 60 };

class PublicationErrorResponse {
  /**
   * Code of the error catalogue.
   * @example "platform_refused"
   */
  code: string;

  /** What the failure means, the same for all platforms. */
  class: FailureClass;

  /** The step that failed. */
  step: PublicationStep;

  /**
   * What happened this time.
   * @example "YouTube answered 400 (invalidTitle)."
   */
  message: string;

  /**
   * What to do about it.
   * @example "Connect the account again and grant every permission that the platform lists."
   */
  help?: string;

  /**
   * The platform's own code; null if the failure did not come from the platform.
   * @example "quotaExceeded"
   */
  platform_code: string | null;

  /**
   * The platform's id of the request, for its support; null if it gave none.
   * @example "202611281200000102230451"
   */
  platform_trace_id: string | null;

  /**
   * Permissions that the account lacks for this post: reconnect it and allow them. Usually empty.
   * @example ["video.publish"]
   */
  missing_scopes: string[];

  static of(fault: PublicationFault | null): PublicationErrorResponse | null {
    if (!fault) return null;
    const { code, message, step, platformCode, platformTraceId, missingScopes: missing_scopes = [] } = fault;
    const help = helpFor(code);
    const ids = { platform_code: platformCode ?? null, platform_trace_id: platformTraceId ?? null };
    return { code, class: fault.class, step, message, ...(help && { help }), ...ids, missing_scopes };
  }
}

class PublicationDelayResponse {
  /** Seconds after its time. */
  seconds: Count;

  /**
   * Why: `processing` (the video was not ready), `approval` (it was approved later), `no_worker`, `account` (it had to be
   * reconnected), or the code of the error that it waited for.
   * @example "processing"
   */
  reason: string;
}

/** Texts and choices of one post that replace those of the upload. */
class PostOverridesResponse {
  /**
   * Title of this post.
   * @example "Morning lap"
   */
  title?: string;

  /**
   * Caption of this post.
   * @example "Fastest lap of the year #racing"
   */
  caption?: string;

  /** Tags of this post, without `#`. */
  tags?: string[];

  /**
   * Who may see this post, in the platform's terms.
   * @example "unlisted"
   */
  privacy?: string;

  /**
   * Options that only this platform has.
   * @example {"category_id": "17"}
   */
  options?: JsonObject;

  static of({ description: caption, title, tags, privacy, options }: Publication['overrides']): PostOverridesResponse {
    return {
      ...(title !== undefined && { title }),
      ...(caption !== undefined && { caption }),
      ...(tags && { tags: [...tags] }),
      ...(privacy !== undefined && { privacy }),
      ...(options && { options: { ...options } }),
    };
  }
}

/** Figures of an account that works are never older, so older ones say that something is wrong. */
const STALE_MS = 26 * 3_600_000;

class PostMetricsResponse {
  /** Number of views; null if the platform does not report it. */
  views: Count | null;

  /** Number of likes; null if the platform does not report it. */
  likes: Count | null;

  /** Number of comments; null if the platform does not report it. */
  comments: Count | null;

  /** How often it was shared; null if the platform does not report it. */
  shares: Count | null;

  /** When the platform reported these numbers. */
  fetched_at: Instant;

  /**
   * `current`: read every hour on the first day, then every day; `stale`: older than that, for example because the account
   * must be reconnected; `final`: no longer read, because the post is older than 30 days or its account was disconnected.
   */
  status: 'current' | 'stale' | 'final';

  static of(metrics: PublicationMetrics | null): PostMetricsResponse | null {
    if (!metrics) return null;
    const { views, likes, comments, shares, isUpdated } = metrics;
    const fetchedAt = new Date(metrics.fetchedAt);
    const isStale = Date.now() - fetchedAt.getTime() > STALE_MS;
    const status = isUpdated ? (isStale ? 'stale' : 'current') : 'final';
    return { views, likes, comments, shares, fetched_at: fetchedAt.toISOString(), status };
  }
}

/** One post: the upload on one connected account. */
export class PublicationResponse {
  /** Id of the post; the `target` of its addresses. */
  id: Uuid;

  /** The connected account; null after it was disconnected. */
  account_id: Uuid | null;

  /**
   * Name of the account when the post was created.
   * @example "Reelway Rides"
   */
  account_name: string;

  /**
   * The platform.
   * @example "youtube"
   */
  platform: string;

  /**
   * `pending`: the video is not ready or not approved; `scheduled`: waits for its time; `waiting`: see `waiting_for`;
   * `publishing`: a worker sends it; `unknown`: it may be published, and we query the platform; `published`: the
   * platform accepted it; `verified`: the platform shows it.
   */
  status: PublicationStatus;

  /** Whether someone must approve it before it is published. `given`: as it is now; a change makes it `required` again. */
  approval: PostApproval;

  /**
   * What it waits for: `account` until the account is reconnected, at most 72 hours after its time; `account_suspended` or
   * `account_deletion_pending` until the account of the owner is restored or kept; `platform_call_limit` until its turn in
   * the calls that the platform accepts in a minute or a day; `transfers_busy` until the worker has sent another large
   * video; otherwise the code of an error. Null unless it waits.
   * @example "account"
   */
  waiting_for: string | null;

  /**
   * Share of the video that the platform has.
   * @example 0.42
   * @minimum 0
   * @maximum 1
   */
  progress: number;

  /** Texts and choices of this post that replace those of the upload. */
  overrides: PostOverridesResponse;

  /** When it is to be published; null: as soon as the video is ready. */
  publish_at: Instant | null;

  /**
   * The same moment as local time in `timezone`; null unless a time was chosen.
   * @example "2026-12-01T18:00"
   */
  local_time: string | null;

  /**
   * IANA time zone of `local_time`.
   * @example "Europe/Berlin"
   */
  timezone: string | null;

  /** When a worker continues with it; null when nothing is planned. */
  next_attempt_at: Instant | null;

  /** How late it was published, and why; null if it is not late. */
  late: PublicationDelayResponse | null;

  /**
   * The platform's id of the post; null before it accepted it.
   * @example "dQw4w9WgXcQ"
   */
  post_id: string | null;

  /** Address of the post on the platform; null until the platform shows it. */
  permalink: Url | null;

  /**
   * Who may see the post, according to the platform; null until it shows it.
   * @example "public"
   */
  visibility: string | null;

  /**
   * The reason when the post failed, is waiting, is unconfirmed, was never seen live, or has a different audience than
   * requested; null otherwise.
   */
  error: PublicationErrorResponse | null;

  /** Number of the revision, as in `ETag`; changes with every change. */
  revision: Count;

  /** When the platform accepted it; null before. */
  published_at: Instant | null;

  /** When the platform showed it; null before. */
  verified_at: Instant | null;

  /** How often it was seen and reacted to; null until the platform has reported it, an hour after it showed the post. */
  metrics: PostMetricsResponse | null;

  static of(publication: Publication): PublicationResponse {
    const { id, accountId, accountName, platform, status, waitingFor, progress, publishAt, localTime, timeZone } =
      publication;
    const { dueAt, postId, permalink, visibility, fault, revision, publishedAt, verifiedAt } = publication;
    return {
      id,
      account_id: accountId,
      account_name: accountName,
      platform,
      status,
      approval: publication.approval,
      waiting_for: waitingFor,
      progress: rounded(progress, 3),
      overrides: PostOverridesResponse.of(publication.overrides),
      publish_at: publishAt?.toISOString() ?? null,
      local_time: localTime,
      timezone: timeZone,
      next_attempt_at: dueAt?.toISOString() ?? null,
      late: delayOf(publication),
      post_id: postId,
      permalink,
      visibility,
      error: PublicationErrorResponse.of(fault),
      revision,
      published_at: publishedAt?.toISOString() ?? null,
      verified_at: verifiedAt?.toISOString() ?? null,
      metrics: PostMetricsResponse.of(publication.metrics),
    };
  }
}

function delayOf({ lateReason, publishAt, releasedAt, publishedAt }: Publication): PublicationDelayResponse | null {
  const due = publishAt ?? releasedAt;
  if (lateReason === null || due === null) return null;
  const seconds = Math.round(((publishedAt?.getTime() ?? Date.now()) - due.getTime()) / 1_000);
  return seconds > (publishAt ? LATE_SECONDS.chosen : LATE_SECONDS.ready) ? { seconds, reason: lateReason } : null;
}
