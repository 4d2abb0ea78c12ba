import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { LongList } from '../ui/long-list';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { Time } from '../ui/time';
import { type Delivery, deliveriesKey, deliveriesQuery } from './webhook-queries';
import { DeliveryState } from './webhook-state';

const FILTERS: Readonly<Record<string, string>> = {
  '': 'All',
  pending: 'Pending',
  delivered: 'Delivered',
  failed: 'Failed',
};

/** What was sent to an endpoint in the last 30 days, newest first. */
export function Deliveries({ id }: { id: string }) {
  const [status, setStatus] = useState('');
  const query = deliveriesQuery(id, status === '' ? undefined : (status as Delivery['status']));
  const list = useInfiniteQuery(query);
  const { data, error, isPending, isSuccess, refetch } = list;
  const deliveries = data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <Section title="Deliveries" actions={<Select label="Show" value={status} choices={FILTERS} onChange={setStatus} />}>
      {isPending && <Loading />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {isSuccess && deliveries.length === 0 && (
        <p className="text-soft">{status === '' ? 'Nothing was sent yet. Send a test event.' : 'None.'}</p>
      )}
      <LongList label="Deliveries" items={deliveries} keyOf={(delivery) => delivery.id} rowHeight={76} source={list}>
        {(delivery) => <Row webhookId={id} delivery={delivery} />}
      </LongList>
    </Section>
  );
}

interface RowProps {
  webhookId: string;
  delivery: Delivery;
}

function Row({ webhookId, delivery }: RowProps) {
  const { type, status, created_at, attempts, answer_status, problem, next_attempt_at, duration_ms } = delivery;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="border-t border-line py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <code className="min-w-0 font-medium break-all">{type}</code>
        <DeliveryState status={status} />
      </div>
      <p className="break-words text-soft">
        <Time at={created_at} precise />, {attempts} {attempts === 1 ? 'attempt' : 'attempts'}
        {answer_status !== null && `, answered ${answer_status}`}
        {duration_ms !== null && ` in ${duration_ms} ms`}
        {next_attempt_at && (
          <>
            , next attempt <Time at={next_attempt_at} />
          </>
        )}
      </p>
      {problem && <p className="break-words text-bad">{problem}</p>}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="min-h-8 cursor-pointer py-1 text-accent">Content</summary>
        {isOpen && <Content webhookId={webhookId} delivery={delivery} />}
      </details>
    </div>
  );
}

function Content({ webhookId, delivery }: RowProps) {
  const params = { path: { id: webhookId, delivery_id: delivery.id } };
  const queries = useQueryClient();
  const detail = useQuery({
    queryKey: ['webhooks', webhookId, 'delivery', delivery.id],
    queryFn: () => answerOf(api.GET('/api/webhooks/{id}/deliveries/{delivery_id}', { params })),
  });
  const again = useMutation({
    mutationFn: () => answerOf(api.POST('/api/webhooks/{id}/deliveries/{delivery_id}/redeliver', { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
  });
  return (
    <div className="flex flex-col items-start gap-2">
      {detail.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={detail.error ?? again.error} />
      <p className="break-all text-soft">
        Event <code>{delivery.event_id}</code>
      </p>
      {detail.data && (
        <pre className="w-full rounded-lg bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
          {detail.data.body}
        </pre>
      )}
      {delivery.status !== 'pending' && (
        <Button busy={again.isPending && 'Sending …'} onClick={() => again.mutate()}>
          Send it again
        </Button>
      )}
    </div>
  );
}
