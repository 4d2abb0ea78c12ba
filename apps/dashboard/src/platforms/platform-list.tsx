import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { May } from '../account/may';
import type { Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { ZoneNote } from '../ui/time';
import { AccountGroups } from './account-groups';
import { AccountRow } from './account-row';
import { Outcome } from './connection-result';
import { connectAccount, platformName, platformsQuery } from './platform-queries';

const route = getRouteApi('/shell/platforms');

/** The accounts that videos are published on. */
export function PlatformList() {
  const result = route.useSearch();
  const list = useQuery(platformsQuery);
  return (
    <Page title="Connected accounts">
      <Outcome {...result} />
      {list.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.data && <Platforms {...list.data} />}
    </Page>
  );
}

function Platforms({
  platforms,
  configured,
  total_accounts: total,
  max_accounts: most,
  can_add_more,
}: Schemas['PlatformListResponse']) {
  // The accounts arrive after the page: links in mails and warnings name one of them.
  useEffect(() => document.getElementById(window.location.hash.slice(1))?.scrollIntoView(), []);
  return (
    <div className="flex flex-col gap-8">
      <p className="text-soft">
        {total === 0
          ? 'Connect an account to publish videos on it.'
          : `${total} of the ${most} accounts of your plan are connected.`}
        {!can_add_more && ' Disconnect one, or choose a larger plan, to connect another. All can be reconnected.'}
      </p>
      {Object.entries(platforms).map(([platform, accounts]) => (
        <section key={platform} aria-labelledby={platform}>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <h2 id={platform} className="text-lg font-semibold">
              {platformName(platform)}
            </h2>
            {configured[platform] && can_add_more && (
              <May least="admin">
                <Connect platform={platform} />
              </May>
            )}
          </div>
          {accounts.length === 0 && (
            <p className="text-sm text-soft">
              {configured[platform] ? 'No account yet.' : 'The operator of this installation has not set it up.'}
            </p>
          )}
          <ul className="flex flex-col gap-3">
            {accounts.map((account) => (
              <AccountRow key={account.id} platform={platform} account={account} />
            ))}
          </ul>
        </section>
      ))}
      {total > 0 && <AccountGroups platforms={platforms} />}
      {total > 0 && <ZoneNote />}
    </div>
  );
}

function Connect({ platform }: { platform: string }) {
  const connect = useMutation({ mutationFn: () => connectAccount(platform) });
  return (
    <>
      <Button busy={connect.isPending && 'Opening …'} onClick={() => connect.mutate()}>
        Connect {platformName(platform)}
      </Button>
      <ProblemNotice thrown={connect.error} />
    </>
  );
}
