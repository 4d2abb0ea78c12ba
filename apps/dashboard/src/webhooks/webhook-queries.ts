import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';

export type Webhook = Schemas['WebhookResponse'];
export type Delivery = Schemas['WebhookDeliveryResponse'];
export type EventType = NonNullable<Schemas['CreateWebhookDto']['events']>[number];

const PAGE = 50;
const POLLED_PAGES = 5;

/** Every event of the contract: one that is missing here does not compile. */
export const EVENTS: Readonly<Record<EventType, string>> = {
  'render.queued': 'A render was accepted',
  'render.completed': 'A render is ready',
  'render.failed': 'A render failed',
  'render.cancelled': 'A render was cancelled',
  'upload.queued': 'An upload was accepted',
  'upload.processing': 'An upload is being processed',
  'upload.approval_requested': 'Posts need approval',
  'upload.approved': 'Posts were approved',
  'upload.rejected': 'Posts were rejected',
  'upload.completed': 'An upload is complete',
  'upload.partial': 'Some posts of an upload failed',
  'upload.failed': 'An upload failed',
  'upload.cancelled': 'An upload was cancelled',
  'publication.updated': 'A post was changed or moved, or its account was connected again',
  'publication.cancelled': 'A post was taken out of its upload',
  'publication.published': 'A platform accepted a post',
  'publication.delayed': 'A post was published five minutes late or more',
  'publication.verified': 'A post is live',
  'publication.failed': 'A post failed',
  'publication.unconfirmed': 'A platform did not say within a day whether a post exists',
  'account.needs_reconnection': 'An account must be connected again',
  'tokens.low': 'The token balance is low',
  'subscription.updated': 'The subscription changed',
  'subscription.past_due': 'A payment of the subscription failed',
  'quota.reached': '80 % or all of the uploads of the period are used',
  'summary.daily': 'The summary of a day, if Discord gets it',
};

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: () => answerOf(api.GET('/api/webhooks')),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: () => answerOf(api.GET('/api/webhooks/{id}', { params: { path: { id } } })),
  });

export const deliveriesKey = (id: string): readonly string[] => ['webhooks', id, 'deliveries'];

/** Newest first; polls while one of the newest is pending. */
export const deliveriesQuery = (id: string, status?: Delivery['status']) =>
  infiniteQueryOptions({
    queryKey: [...deliveriesKey(id), status],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/webhooks/{id}/deliveries', {
          params: {
            path: { id },
            query: { limit: PAGE, ...(status && { status }), ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: ({ state: { data } }) => {
      // Each poll reads every page that was shown.
      if (!data || data.pages.length > POLLED_PAGES) return false;
      return data.pages[0]?.deliveries.some((delivery) => delivery.status === 'pending') ? 3_000 : false;
    },
  });
