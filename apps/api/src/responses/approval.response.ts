import { deciderOf, type UploadApproval } from '@app/uploads';
import type { Count, Instant, Uuid } from '../http/field-types';

/** One request to approve the posts of an upload, and the decision. */
export class ApprovalResponse {
  /** Id of the request. */
  id: Uuid;

  /**
   * `open`: an owner or administrator, or a reviewer with a link, decides; `voided`: it was approved, but the posts
   * have changed since;
   * `expired`: no decision in time. Nothing is published unless it is `approved`.
   */
  status: UploadApproval['status'] | 'voided';

  /** Changes with every change of the posts; a decision names the revision that the decider has seen. */
  revision: Count;

  /** When it was requested. */
  requested_at: Instant;

  /** Until when it can be decided. */
  expires_at: Instant;

  /** When it was decided or expired; null while it is open. */
  decided_at: Instant | null;

  /**
   * Name of the person who decided; null without a decision. For a guest with a link it is the name that they claim,
   * followed by `(guest, by review link “…” of …)`.
   * @example "Ada Lovelace"
   */
  decided_by: string | null;

  /** Id of the link that a reviewer without an account used; null for a member, and while it is open. */
  review_link_id: Uuid | null;

  /**
   * Comment of the person who decided; null without one.
   * @example "Please use the shorter caption."
   */
  comment: string | null;

  static of(approval: UploadApproval): ApprovalResponse {
    const { id, status, revision, requestedAt, expiresAt, decidedAt, voidedAt } = approval;
    return {
      id,
      status: status === 'approved' && voidedAt ? 'voided' : status,
      revision,
      requested_at: requestedAt.toISOString(),
      expires_at: expiresAt.toISOString(),
      decided_at: decidedAt?.toISOString() ?? null,
      decided_by: deciderOf(approval),
      review_link_id: approval.reviewLinkId,
      comment: approval.comment,
    };
  }
}
