import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { MayOpen } from '../account/may';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { FormDialog } from '../ui/form-dialog';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretDialog } from '../ui/secret';
import { readWebhook, WebhookFields } from './webhook-form';
import { type Webhook, webhooksQuery } from './webhook-queries';
import { WebhookState } from './webhook-state';

/** The addresses that receive events. */
export const WebhookList = () => (
  <MayOpen least="admin" title="Webhooks">
    <Webhooks />
  </MayOpen>
);

function Webhooks() {
  const list = useQuery(webhooksQuery);
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const webhooks = list.data?.webhooks ?? [];
  const add = (
    <Button kind="primary" onClick={() => setAdding(true)}>
      New endpoint
    </Button>
  );
  return (
    <Page title="Webhooks" actions={webhooks.length > 0 && add}>
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && webhooks.length === 0 && (
        <Empty title="No endpoints yet">
          <p>A program of yours receives each event as a signed POST request, instead of asking again and again.</p>
          {add}
        </Empty>
      )}
      <ul className="flex flex-col gap-3">
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} />
        ))}
      </ul>
      {isAdding && <NewWebhook onMade={setSecret} onClose={() => setAdding(false)} />}
      {secret && (
        <SecretDialog title="The secret of the endpoint" value={secret} onClose={() => setSecret(undefined)} />
      )}
    </Page>
  );
}

function NewWebhook({ onMade, onClose }: { onMade: (secret: string | undefined) => void; onClose: () => void }) {
  const queries = useQueryClient();
  const make = async (_: unknown, form: FormData) => {
    const { secret } = await answerOf(api.POST('/api/webhooks', { body: readWebhook(form) }));
    onMade(secret);
    await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  };
  return (
    <FormDialog title="New endpoint" action="Create it" onSubmit={make} onClose={onClose}>
      {(thrown) => <WebhookFields thrown={thrown} />}
    </FormDialog>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const { id, url, description, events } = webhook;
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4 hover:border-field">
      <div className="min-w-0">
        <Link
          to="/webhooks/$id"
          params={{ id }}
          className="block font-medium break-all text-ink no-underline after:absolute after:inset-0 after:rounded-xl"
        >
          {url}
        </Link>
        <p className="text-sm break-words text-soft">
          {description && `${description}, `}
          {events.length === 0 ? 'all events' : `${events.length} ${events.length === 1 ? 'event' : 'events'}`}
        </p>
      </div>
      <WebhookState {...webhook} />
    </li>
  );
}
