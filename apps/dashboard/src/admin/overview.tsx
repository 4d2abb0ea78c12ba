import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { Definitions } from '../insights/kpi-summary';
import { percent } from '../insights/overview-tiles';
import { platformName } from '../platforms/platform-queries';
import { Figures, Table } from '../ui/figures';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { duration, Time, ZoneNote } from '../ui/time';
import { overviewQuery } from './admin-queries';

type Overview = Schemas['ProductOverviewResponse'];

/** The state of the installation. */
export function AdminOverview() {
  const { data, error, isPending, refetch } = useQuery(overviewQuery);
  return (
    <Page title="Installation">
      {isPending && <Loading rows={4} />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        <div className="flex flex-col gap-8">
          <p className="text-soft">
            The last 30 days, as of <Time at={data.period.as_of} />.
          </p>
          <Figures title="Users" figures={usersOf(data)} />
          <Figures title="Work" figures={workOf(data)} />
          <Providers providers={data.provider_health} />
          <Accounts accounts={data.accounts} />
          <Definitions definitions={data.definitions} />
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

const usersOf = ({ users }: Overview) => [
  { name: 'Users', value: users.total, note: `${users.new} of them are new.` },
  { name: 'With a confirmed address', value: users.confirmed },
  { name: 'Suspended', value: users.suspended },
  { name: 'Administrators', value: users.admins },
];

const successOf = ({ success_rate: rate }: Schemas['WorkResponse']): string =>
  rate === null ? 'None has ended.' : `${percent(rate)} of those that ended succeeded.`;

const workOf = ({ renders, uploads, queue_health }: Overview) => [
  { name: 'Renders', value: renders.total, note: successOf(renders) },
  { name: 'Uploads', value: uploads.total, note: successOf(uploads) },
  { name: 'Worker processes', value: queue_health?.workers ?? 'unknown' },
  {
    name: 'Accepted work waits for its queue',
    value: queue_health ? duration(queue_health.outbox_delay_seconds) : 'unknown',
    note: 'Age of the oldest.',
  },
];

function Providers({ providers }: { providers: Overview['provider_health'] }) {
  return (
    <Section title="Providers in the last 24 hours">
      {providers.length === 0 ? (
        <p className="text-soft">No work in the last 24 hours.</p>
      ) : (
        <Table
          caption="Providers in the last 24 hours"
          columns={['Provider', 'Succeeded', 'Failed', 'Unfinished', 'Success', 'Most frequent error']}
          rows={providers.map(({ kind, name, succeeded, failed, unfinished, success_rate, common_error }) => [
            kind === 'platform' ? platformName(name) : `Rendering: ${name}`,
            succeeded,
            failed,
            unfinished,
            percent(success_rate),
            common_error ?? '–',
          ])}
        />
      )}
    </Section>
  );
}

function Accounts({ accounts }: { accounts: Overview['accounts'] }) {
  return (
    <Section title="Connected accounts">
      {accounts.length === 0 ? (
        <p className="text-soft">No user has connected an account yet.</p>
      ) : (
        <Table
          caption="Connected accounts"
          columns={['Platform', 'Active', 'To be reconnected', 'Users']}
          rows={accounts.map(({ platform, active, needs_reconnection, users }) => [
            platformName(platform),
            active,
            needs_reconnection,
            users,
          ])}
        />
      )}
    </Section>
  );
}
