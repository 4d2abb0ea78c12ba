/** `expired`: no decision in time. */
export type ApprovalStatus = 'open' | 'approved' | 'rejected' | 'expired';

/** One request for the approval of an upload's posts, and the decision. */
export interface UploadApproval {
  id: string;
  uploadId: string;
  status: ApprovalStatus;
  /** Changes with every change of the posts, so that a decision counts only for the revision that the decider has seen. */
  revision: number;
  /** The people who made or changed the posts. */
  authors: string[];
  requestedAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
  /** The member who decided; null for a reviewer without an account, and without a decision. */
  decidedBy: string | null;
  /** The name of the person who decided, as it was then. */
  decidedName: string | null;
  /** The link that the reviewer used; null for a member, and when the link is gone. */
  reviewLinkId: string | null;
  comment: string | null;
  /** When it ceased to count, because the posts were changed or another request followed. Null: it counts. */
  voidedAt: Date | null;
}

/** A decision about a request. */
export interface ApprovalDecision {
  verdict: 'approved' | 'rejected';
  /** The revision that the decider has seen. */
  revision: number;
  by: { userId: string } | { reviewLinkId: string };
  name: string;
  comment: string | null;
}
