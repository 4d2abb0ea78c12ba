import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { mayAs } from '../account/may';
import { meQuery } from '../account/me-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';
import { Ledger } from './ledger';
import { planName } from './plan-names';
import { PortalButton, Prices } from './prices';

const POLL_MS = 5_000;

/** The tokens and the plan of the workspace, what can be bought, and every movement of tokens. */
export function Billing() {
  const queries = useQueryClient();
  // No event reports that a payment has arrived, for which people wait here.
  const me = useQuery({ ...meQuery, refetchInterval: POLL_MS });
  const balance = me.data?.tokens?.balance;
  useEffect(() => void queries.invalidateQueries({ queryKey: queryKeys.ledger }), [balance, queries]);
  const mayPay = mayAs(me.data?.workspace.role, 'admin');
  return (
    <Page title="Tokens and plan">
      {me.isPending && <Loading rows={2} />}
      <ProblemNotice thrown={me.error} onRetry={() => void me.refetch()} />
      {me.data && (
        <div className="flex flex-col gap-8">
          <Balance me={me.data} mayPay={mayPay} />
          {mayPay && <Prices />}
          {mayPay && <Ledger />}
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

function Balance({ me, mayPay }: { me: Schemas['MeResponse']; mayPay: boolean }) {
  const { tokens, usage, subscription, entitlements } = me;
  const plan = useQuery({
    queryKey: queryKeys.subscription,
    queryFn: () => answerOf(api.GET('/api/billing/subscription')),
    enabled: mayPay,
  });
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <dl className="flex flex-wrap gap-x-12 gap-y-4">
        {tokens && (
          <Fact name="Tokens">
            {tokens.balance}
            <Note>
              {tokens.reserved} more are reserved by running renders.
              {tokens.debt > 0 && ` ${tokens.debt} are owed for refunded payments.`}
            </Note>
          </Fact>
        )}
        <Fact name="Plan">
          {planName(entitlements.tier)}
          {plan.data?.scheduled_plan && plan.data.scheduled_at && (
            <Note>
              {planName(plan.data.scheduled_plan)} from <Time at={plan.data.scheduled_at} />
            </Note>
          )}
        </Fact>
        <Fact name="Uploads of this period">
          {usage.uploads} {usage.uploads_limit !== null && `of ${usage.uploads_limit}`}
          <Note>
            Until <Time at={usage.period_end} />
          </Note>
        </Fact>
      </dl>
      {subscription && <PortalButton />}
      {plan.data?.grace_until && (
        <p className="basis-full rounded-lg border border-bad bg-bad-soft p-4 text-sm">
          A payment has failed. The plan ends on <Time at={plan.data.grace_until} /> unless a payment succeeds: check
          the means of payment and the invoices.
        </p>
      )}
      <ProblemNotice thrown={plan.error} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="text-2xl font-semibold">{children}</dd>
    </div>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <span className="block text-sm font-normal text-soft">{children}</span>;
}
