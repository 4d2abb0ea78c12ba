import type { Schemas } from '../api/client';
import { Badge, type Tone } from '../ui/badge';

type Post = Schemas['PublicationResponse'];

const STATES: Readonly<Record<Post['status'], { label: string; tone: Tone }>> = {
  pending: { label: 'Waits for the video', tone: 'quiet' },
  scheduled: { label: 'Scheduled', tone: 'quiet' },
  waiting: { label: 'Waiting', tone: 'bad' },
  publishing: { label: 'Publishing', tone: 'busy' },
  unknown: { label: 'Being checked', tone: 'busy' },
  published: { label: 'Accepted', tone: 'good' },
  verified: { label: 'Live', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
};

const CHANGEABLE: ReadonlySet<Post['status']> = new Set(['pending', 'scheduled', 'waiting']);

/** Whether a post can still be moved or cancelled. */
export const isChangeable = ({ status }: Pick<Post, 'status'>): boolean => CHANGEABLE.has(status);

/** Whether the platform did not say whether the post exists, and is not asked any more. */
export const isUnconfirmed = ({ status, next_attempt_at }: Pick<Post, 'status' | 'next_attempt_at'>): boolean =>
  status === 'unknown' && next_attempt_at === null;

/** When a worker tries to publish a post that waits, or asks the platform about one; null: not by itself. */
export const nextAttemptOf = ({ status, next_attempt_at }: Pick<Post, 'status' | 'next_attempt_at'>): string | null =>
  status === 'waiting' || status === 'unknown' ? next_attempt_at : null;

/** Whether a post waits until its account is reconnected, or gives a permission that is missing. */
export const needsAccount = ({ status, waiting_for, error }: Post): boolean =>
  status === 'waiting' && (waiting_for === 'account' || (error?.missing_scopes ?? []).length > 0);

type State = Pick<Post, 'status' | 'approval' | 'waiting_for' | 'next_attempt_at'>;

/** The state of a post in a few words, with its tone. */
export function postState(post: State): { label: string; tone: Tone } {
  const { status, approval, waiting_for } = post;
  if (isUnconfirmed(post)) return { label: 'Not confirmed', tone: 'bad' };
  if (status === 'pending' && approval === 'required') return { label: 'Waits for approval', tone: 'busy' };
  return waiting_for === 'account' ? { label: 'Waits for its account', tone: 'bad' } : STATES[status];
}

export function PostState({ post }: { post: State }) {
  const { label, tone } = postState(post);
  return <Badge tone={tone}>{label}</Badge>;
}
