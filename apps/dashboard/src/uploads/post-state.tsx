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

/** The state of a post in a few words, with its tone. */
export const postState = ({ status, approval }: Pick<Post, 'status' | 'approval'>): { label: string; tone: Tone } =>
  status === 'pending' && approval === 'required' ? { label: 'Waits for approval', tone: 'busy' } : STATES[status];

export function PostState({ post }: { post: Pick<Post, 'status' | 'approval'> }) {
  const { label, tone } = postState(post);
  return <Badge tone={tone}>{label}</Badge>;
}
