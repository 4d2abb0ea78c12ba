import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MayOpen } from '../account/may';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass } from '../ui/section';
import { Time, ZoneNote } from '../ui/time';
import { Deliveries } from './deliveries';
import { ChangeWebhook, DeleteWebhook, RotateSecret } from './webhook-actions';
import { type Webhook, webhookQuery } from './webhook-queries';
import { WebhookState } from './webhook-state';

const route = getRouteApi('/shell/webhooks/$id');

/** One endpoint with everything that was sent to it. */
export const WebhookDetail = () => (
  <MayOpen least="admin" title="Webhook endpoint">
    <Endpoint />
  </MayOpen>
);

function Endpoint() {
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(webhookQuery(id));
  return (
    <Page title="Webhook endpoint" actions={data && <WebhookState {...data} />}>
      {isPending && <Loading />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        <div className="flex flex-col gap-8">
          <div className={cardClass}>
            <Facts webhook={data} />
            <Actions webhook={data} />
          </div>
          <Deliveries id={id} />
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { url, description, events, created_at, failing_since, previous_secret_expires_at } = webhook;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
      <Fact name="Address">{url}</Fact>
      {description && <Fact name="Description">{description}</Fact>}
      <Fact name="Events">{events.length === 0 ? 'All' : events.join(', ')}</Fact>
      <Fact name="Created">
        <Time at={created_at} />
      </Fact>
      {failing_since && (
        <Fact name="No success since">
          <Time at={failing_since} />
        </Fact>
      )}
      {previous_secret_expires_at && (
        <Fact name="The former secret also signs until">
          <Time at={previous_secret_expires_at} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-soft">{name}</dt>
      <dd className="font-medium [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { id, enabled } = webhook;
  const queries = useQueryClient();
  const params = { path: { id } };
  const renew = () => queries.invalidateQueries({ queryKey: webhookQuery(id).queryKey });
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/api/webhooks/{id}/test', { params })),
    onSettled: renew,
  });
  const flip = useMutation({
    mutationFn: () => answerOf(api.PATCH('/api/webhooks/{id}', { params, body: { enabled: !enabled } })),
    onSettled: renew,
  });
  return (
    <div className="mt-5 flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={test.isPending && 'Sending …'} onClick={() => test.mutate()}>
          Send a test event
        </Button>
        <ChangeWebhook webhook={webhook} />
        <Button busy={flip.isPending && 'Working …'} onClick={() => flip.mutate()}>
          {enabled ? 'Switch it off' : 'Switch it on'}
        </Button>
        <RotateSecret id={id} />
        <DeleteWebhook webhook={webhook} />
      </div>
      <ProblemNotice thrown={test.error ?? flip.error} />
    </div>
  );
}
