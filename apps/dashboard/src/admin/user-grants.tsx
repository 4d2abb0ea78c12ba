import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { PLAN_NAMES, planName } from '../billing/plan-names';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { Time } from '../ui/time';
import { grantsQuery } from './admin-queries';
import { ReasonDialog } from './reason-dialog';

type Tier = NonNullable<Schemas['GrantEntitlementDto']['tier']>;

/** Plans and tokens that an operator gave. */
export function UserGrants({ id }: { id: string }) {
  const list = useInfiniteQuery(grantsQuery(id));
  const grants = list.data?.pages.flatMap((page) => page.grants) ?? [];
  return (
    <Section
      title="Grants"
      actions={
        <>
          <GrantTokens id={id} />
          <GrantPlan id={id} />
        </>
      }
    >
      {list.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && grants.length === 0 && <p className="text-soft">No plan was granted.</p>}
      <ul className="flex flex-col gap-2">
        {grants.map((grant) => (
          <Row key={grant.id} grant={grant} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage && 'Loading …'} onClick={() => void list.fetchNextPage()}>
          Show older grants
        </Button>
      )}
    </Section>
  );
}

function Row({
  grant: { id, tier, features, reason, expires_at, created_at },
}: {
  grant: Schemas['EntitlementGrantResponse'];
}) {
  const queries = useQueryClient();
  const revoke = async () => {
    await answerOf(api.DELETE('/api/admin/entitlements/{id}', { params: { path: { id } } }));
    await queries.invalidateQueries({ queryKey: ['admin'] });
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0">
        <p className="font-medium">{[tier && planName(tier), ...features].filter(Boolean).join(', ')}</p>
        <p className="text-sm break-words text-soft">
          {reason}, since <Time at={created_at} />
          {expires_at ? (
            <>
              , until <Time at={expires_at} />
            </>
          ) : (
            ', without end'
          )}
        </p>
      </div>
      <Confirm label="Revoke" question="Revoke the grant?" action="Revoke it" onConfirm={revoke}>
        The user keeps what they pay for.
      </Confirm>
    </li>
  );
}

/** The end of a day from a form, in the viewer's zone; null without a day. */
const endOf = (day: string | undefined): string | null => (day ? new Date(`${day}T23:59:59`).toISOString() : null);

function GrantPlan({ id }: { id: string }) {
  const [keys] = useState(() => new IdempotencyKeys());
  const grant = async ({ tier, reason = '', until }: Record<string, string>) => {
    const body = { user_id: id, tier: tier as Tier, features: [], reason, expires_at: endOf(until) };
    const params = { header: { 'Idempotency-Key': keys.keyOf(body) } };
    await answerOf(api.POST('/api/admin/entitlements/grant', { params, body }));
    keys.forget();
  };
  return (
    <ReasonDialog label="Grant a plan" title="Grant a plan" action="Grant it" isReasonRequired onSubmit={grant}>
      {(thrown) => (
        <>
          <Select label="Plan" name="tier" choices={PLAN_NAMES} defaultValue="creator" />
          <Field
            label="Until"
            name="until"
            type="date"
            note="Leave the date empty for a grant that never ends."
            problem={thrown}
          />
        </>
      )}
    </ReasonDialog>
  );
}

function GrantTokens({ id }: { id: string }) {
  const [keys] = useState(() => new IdempotencyKeys());
  const grant = async ({ amount, reason = '', until }: Record<string, string>) => {
    const body = { user_id: id, amount: Number(amount), reason, expires_at: endOf(until) };
    const params = { header: { 'Idempotency-Key': keys.keyOf(body) } };
    await answerOf(api.POST('/api/admin/tokens/grant', { params, body }));
    keys.forget();
  };
  return (
    <ReasonDialog label="Grant tokens" title="Grant tokens" action="Grant them" isReasonRequired onSubmit={grant}>
      {(thrown) => (
        <>
          <Field label="Tokens" name="amount" type="number" min={1} max={1_000_000} problem={thrown} required />
          <Field label="Until" name="until" type="date" note="Without a day, they never expire." problem={thrown} />
        </>
      )}
    </ReasonDialog>
  );
}
