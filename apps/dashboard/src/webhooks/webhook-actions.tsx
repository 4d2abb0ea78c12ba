import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { FormDialog } from '../ui/form-dialog';
import { GraceSelect } from '../ui/grace-select';
import { SecretDialog } from '../ui/secret';
import { readWebhook, WebhookFields } from './webhook-form';
import { type Webhook, webhookQuery, webhooksQuery } from './webhook-queries';

export function ChangeWebhook({ webhook }: { webhook: Webhook }) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const save = async (_: unknown, form: FormData) => {
    const params = { path: { id: webhook.id } };
    await answerOf(api.PATCH('/api/webhooks/{id}', { params, body: readWebhook(form) }));
    await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Change</Button>
      {isOpen && (
        <FormDialog title="Change the endpoint" action="Save" onSubmit={save} onClose={() => setOpen(false)}>
          {(thrown) => <WebhookFields stored={webhook} thrown={thrown} />}
        </FormDialog>
      )}
    </>
  );
}

export function RotateSecret({ id }: { id: string }) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  const rotate = async ({ grace = '' }: Record<string, string>) => {
    const body = { grace_seconds: Number(grace) };
    const call = api.POST('/api/webhooks/{id}/rotate-secret', { params: { path: { id } }, body });
    setSecret((await answerOf(call)).secret);
    await queries.invalidateQueries({ queryKey: webhookQuery(id).queryKey });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>New secret</Button>
      {isOpen && (
        <FormDialog title="New secret" action="Create it" onSubmit={rotate} onClose={() => setOpen(false)}>
          {() => <GraceSelect label="Keep signing with the old secret for" />}
        </FormDialog>
      )}
      {secret && <SecretDialog title="The new secret" value={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

export function DeleteWebhook({ webhook: { id, url } }: { webhook: Webhook }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = async () => {
    await answerOf(api.DELETE('/api/webhooks/{id}', { params: { path: { id } } }));
    await navigate({ to: '/webhooks' });
    await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
  };
  return (
    <Confirm label="Delete" question="Delete the endpoint?" action="Delete it" onConfirm={remove}>
      <span className="break-all">{url}</span> receives nothing more, and its log is deleted.
    </Confirm>
  );
}
