import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { planName } from '../billing/plan-names';
import { Definitions } from '../insights/kpi-summary';
import { percent } from '../insights/overview-tiles';
import { platformName } from '../platforms/platform-queries';
import { Figures, Table } from '../ui/figures';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { duration, Time, ZoneNote } from '../ui/time';
import { businessQuery } from './admin-queries';

type Business = Schemas['ProductKpiResponse'];

const PERIODS: Readonly<Record<string, string>> = {
  7: '7 days',
  30: '30 days',
  90: '90 days',
  365: 'A year',
};

/** Users, revenue, churn and cohorts. */
export function AdminBusiness() {
  const [days, setDays] = useState('30');
  const { data, error, isPending, refetch } = useQuery(businessQuery(Number(days)));
  return (
    <Page title="Key figures" actions={<Select label="Period" value={days} choices={PERIODS} onChange={setDays} />}>
      {isPending && <Loading rows={4} />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        <div className="flex flex-col gap-8">
          <p className="text-soft">
            As of <Time at={data.period.as_of} />.
          </p>
          <Figures title="Users" figures={usersOf(data)} />
          <Figures title="Revenue" figures={revenueOf(data)} />
          <Cohorts cohorts={data.cohorts} />
          <Plans business={data} />
          {data.queue_health && <Figures title="Queues" figures={queuesOf(data.queue_health)} />}
          <Definitions definitions={data.definitions} />
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

const usersOf = ({ users, churn }: Business) => [
  { name: 'Users', value: users.total, note: `${users.new} of them are new.` },
  { name: 'Paying', value: users.paying, note: `${users.trialing} more are in a trial.` },
  { name: 'Conversion', value: percent(users.conversion_rate), note: 'Paying, of all users.' },
  {
    name: 'Churn',
    value: percent(churn.rate),
    note: `${churn.lost} of the ${churn.paying_at_start} who paid when the period began.`,
  },
];

const revenueOf = ({ revenue }: Business) => [
  {
    name: 'Subscriptions',
    value: revenue.subscriptions,
    note: revenue.coverage === null ? undefined : `The price of ${percent(revenue.coverage)} is known.`,
  },
  ...revenue.currencies.flatMap(({ currency, mrr, arr, past_due_mrr, trialing_mrr }) => [
    {
      name: `Each month in ${currency.toUpperCase()}`,
      value: money(mrr, currency),
      note: `${money(past_due_mrr, currency)} of it is past due; trials would add ${money(trialing_mrr, currency)}.`,
    },
    { name: `Each year in ${currency.toUpperCase()}`, value: money(arr, currency) },
  ]),
];

const queuesOf = ({ queues, workers, outbox_delay_seconds }: NonNullable<Business['queue_health']>) => [
  { name: 'Worker processes', value: workers },
  {
    name: 'Jobs that wait',
    value: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    note: `The oldest for ${duration(Math.max(0, ...queues.map(({ oldest_waiting_seconds }) => oldest_waiting_seconds)))}.`,
  },
  { name: 'Jobs that failed in a week', value: queues.reduce((sum, { failed }) => sum + failed, 0) },
  {
    name: 'Accepted work waits for its queue',
    value: duration(outbox_delay_seconds),
    note: 'Age of the oldest.',
  },
];

/** An amount in the minor unit of its currency. */
function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function Cohorts({ cohorts }: Pick<Business, 'cohorts'>) {
  return (
    <Section title="By month of the sign-up">
      {cohorts.length === 0 ? (
        <p className="text-soft">Nobody has signed up in the last twelve months.</p>
      ) : (
        <Table
          caption="By month of the sign-up"
          columns={['Month', 'Users', 'Confirmed', 'Connected', 'Uploaded', 'Paying', 'Active']}
          rows={cohorts.map(({ month, users, confirmed, connected, uploaded, paying, active }) => [
            month,
            users,
            confirmed,
            connected,
            uploaded,
            paying,
            active,
          ])}
        />
      )}
    </Section>
  );
}

function Plans({ business: { plans, platforms } }: { business: Business }) {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Section title="Plans">
        <Table
          caption="Plans"
          columns={['Plan', 'Users']}
          rows={plans.map(({ tier, users }) => [planName(tier), users])}
        />
      </Section>
      <Section title="Uploads by platform">
        {platforms.length === 0 ? (
          <p className="text-soft">No upload in the period.</p>
        ) : (
          <Table
            caption="Uploads by platform"
            columns={['Platform', 'Uploads', 'Share']}
            rows={platforms.map(({ platform, uploads, share }) => [platformName(platform), uploads, percent(share)])}
          />
        )}
      </Section>
    </div>
  );
}
