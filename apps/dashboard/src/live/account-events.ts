import type { QueryKey } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';

type Message = Schemas['WebhookMessage'];
type StreamEvent = 'notice.created' | 'notice.read' | 'upload.updated' | 'upload.deleted';
type EventType = Exclude<Message['type'], 'webhook.test'> | StreamEvent;

/** What happened to an object of the account. */
export interface AccountEvent {
  type: EventType;
  data: Pick<Message['data'], 'id'> & {
    /** With `publication.…`: the upload that is published. */
    upload_id?: string;
  };
}

/** The queries that read what an event has changed. */
interface Affected {
  /** Of the object alone. */
  details: readonly QueryKey[];
  /** Of many objects: they cost more, and one change often follows another. */
  lists: readonly QueryKey[];
}

type Effect = (data: AccountEvent['data']) => Affected;

const tokens = [queryKeys.me, queryKeys.ledger];

const ofRender: Effect = ({ id }) => ({ details: [queryKeys.job(id)], lists: [queryKeys.jobs, ...tokens] });

const ofUpload: Effect = ({ id }) => ({
  details: [queryKeys.upload(id)],
  lists: [queryKeys.uploads, queryKeys.uploadEstimate, queryKeys.posts, queryKeys.me],
});

const ofPost: Effect = ({ upload_id }) => ({
  details: upload_id ? [queryKeys.upload(upload_id)] : [],
  lists: [queryKeys.uploads, queryKeys.posts],
});

const ofAccount: Effect = () => ({ details: [], lists: [queryKeys.platforms, queryKeys.uploadEstimate] });
const ofTokens: Effect = () => ({ details: [], lists: tokens });
const ofQuota: Effect = () => ({ details: [], lists: [queryKeys.me] });
const ofNotice: Effect = () => ({ details: [], lists: [queryKeys.notices] });
const ofNothing: Effect = () => ({ details: [], lists: [] });
const ofSubscription: Effect = () => ({ details: [], lists: [queryKeys.subscription, ...tokens] });

const EFFECTS: Readonly<Record<EventType, Effect>> = {
  'render.queued': ofRender,
  'render.completed': ofRender,
  'render.failed': ofRender,
  'render.cancelled': ofRender,
  'upload.queued': ofUpload,
  'upload.processing': ofUpload,
  'upload.approval_requested': ofUpload,
  'upload.approved': ofUpload,
  'upload.rejected': ofUpload,
  'upload.completed': ofUpload,
  'upload.partial': ofUpload,
  'upload.failed': ofUpload,
  'upload.cancelled': ofUpload,
  'publication.updated': ofPost,
  'publication.cancelled': ofPost,
  'publication.published': ofPost,
  'publication.delayed': ofPost,
  'publication.verified': ofPost,
  'publication.failed': ofPost,
  'publication.unconfirmed': ofPost,
  'account.needs_reconnection': ofAccount,
  'tokens.low': ofTokens,
  'subscription.updated': ofSubscription,
  'subscription.past_due': ofSubscription,
  'quota.reached': ofQuota,
  'summary.daily': ofNothing,
  'notice.created': ofNotice,
  'notice.read': ofNotice,
  'upload.updated': ofUpload,
  'upload.deleted': ofUpload,
};

/** Every type of event that the stream carries. */
export const EVENT_TYPES = Object.keys(EFFECTS) as readonly EventType[];

export const affectedBy = ({ type, data }: AccountEvent): Affected => EFFECTS[type](data);

/** Beginnings of the keys of every query that an event can affect. */
export const ALL_AFFECTED: readonly QueryKey[] = Object.values(queryKeys).map((key) =>
  typeof key === 'function' ? key('').slice(0, 1) : key,
);
