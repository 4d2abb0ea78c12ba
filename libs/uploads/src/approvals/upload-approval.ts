/** `expired`: no decision in time. */
export type ApprovalStatus = 'open' | 'approved' | 'rejected' | 'expired';

/** One request for the approval of an upload's posts, and the decision. */
export interface UploadApproval {
  id: string;
  uploadId: string;
  status: ApprovalStatus;
  /** Grows with every change of the posts and every request, so that a decision counts only for what the decider has seen. */
  revision: number;
  /** The people who made or changed the posts. */
  authors: string[];
  requestedAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
  /** The member who decided; null for a reviewer without an account, and without a decision. */
  decidedBy: string | null;
  /** The name of the member who decided, as it was then, or the name that a guest claims. */
  decidedName: string | null;
  /** For a guest: the link and its maker, as they were called then. Null for a member. */
  decidedVia: string | null;
  /** The link that the reviewer used; null for a member, and when the link is gone. */
  reviewLinkId: string | null;
  comment: string | null;
  /** When it ceased to count, because the posts were changed or another request followed. Null: it counts. */
  voidedAt: Date | null;
}

/** Someone without an account, with a link that a member made. */
export interface GuestReviewer {
  reviewLinkId: string;
  label: string;
  /** Id and name of the member who made the link. */
  maker: { userId: string; name: string };
}

/** Who decided, as members read it: nobody has checked the name of a guest. Null without a decision. */
export const deciderOf = ({ decidedName, decidedVia }: UploadApproval): string | null =>
  decidedVia === null ? decidedName : `${decidedName} (guest, by ${decidedVia})`;

/** A decision about a request. */
export interface ApprovalDecision {
  verdict: 'approved' | 'rejected';
  /** The revision that the decider has seen. */
  revision: number;
  by: { userId: string } | GuestReviewer;
  name: string;
  comment: string | null;
}
