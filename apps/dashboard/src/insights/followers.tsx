import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';
import { platformName } from '../platforms/platform-queries';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { type FollowerGrowth, followersQuery } from './insights-queries';
import { Definitions } from './kpi-summary';
import { percent } from './overview-tiles';

const NUMBER = new Intl.NumberFormat();
const GAIN = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' });

/** Why a number of followers is unknown. */
const REASONS: Readonly<Record<NonNullable<FollowerGrowth['accounts'][number]['missing']>, string>> = {
  hidden: 'Hidden by the account',
  no_permission: 'Not permitted; connect the account again',
  not_read: 'Not read yet',
};

/** How many people follow the connected accounts, and how many of them are new in the period. */
export function Followers({ days }: { days: number }) {
  const growth = useQuery(followersQuery(days));
  return (
    <section aria-labelledby="followers">
      <h2 id="followers" className="mb-3 text-lg font-semibold">
        Followers
      </h2>
      {growth.isPending && <Loading rows={2} />}
      <ProblemNotice thrown={growth.error} onRetry={() => void growth.refetch()} />
      {growth.data?.accounts.length === 0 && (
        <p className="text-soft">
          No account is connected.{' '}
          <Link to="/platforms" className={linkClass}>
            Connect an account
          </Link>{' '}
          to see its followers here.
        </p>
      )}
      {growth.data && growth.data.accounts.length > 0 && (
        <>
          <Accounts growth={growth.data} />
          <Definitions definitions={growth.data.definitions} />
        </>
      )}
    </section>
  );
}

function Accounts({ growth }: { growth: FollowerGrowth }) {
  return (
    <table className="w-full max-w-2xl text-sm">
      <thead>
        <tr className="text-soft">
          <th scope="col" className="py-2 text-left font-medium">
            Account
          </th>
          <th scope="col" className="py-2 pl-4 text-right font-medium">
            Followers
          </th>
          <th scope="col" className="py-2 pl-4 text-right font-medium">
            New in the period
          </th>
        </tr>
      </thead>
      <tbody>
        {growth.accounts.map((account) => (
          <tr key={account.account_id} className="border-t border-line">
            <th scope="row" className="py-2 pr-4 text-left font-normal wrap-anywhere">
              {account.account_name} <span className="text-soft">{platformName(account.platform)}</span>
            </th>
            <td className="py-2 pl-4 text-right tabular-nums">
              {account.missing === null ? <Count value={account.followers} /> : REASONS[account.missing]}
            </td>
            <Gain {...account} />
          </tr>
        ))}
        {growth.accounts.length > 1 && (
          <tr className="border-t border-line font-medium">
            <th scope="row" className="py-2 pr-4 text-left font-medium">
              All accounts
            </th>
            <td className="py-2 pl-4 text-right tabular-nums">
              <Count value={growth.followers} />
            </td>
            <Gain {...growth} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

const Count = ({ value }: { value: number | null }) => (value === null ? '–' : NUMBER.format(value));

function Gain({ gained, growth }: Pick<FollowerGrowth, 'gained' | 'growth'>) {
  return (
    <td className="py-2 pl-4 text-right whitespace-nowrap tabular-nums">
      {gained === null ? '–' : GAIN.format(gained)}
      {growth !== null && <span className="text-soft"> ({percent(growth)})</span>}
    </td>
  );
}
