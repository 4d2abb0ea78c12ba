import { useMutation, useQueryClient } from '@tanstack/react-query';
import { May } from '../account/may';
import { answerOf, api } from '../api/client';
import { Badge, type Tone } from '../ui/badge';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';
import { type Account, connectAccount, handleOf, platformName, platformsQuery } from './platform-queries';

const HEALTH: Readonly<Record<Account['status'], { label: string; tone: Tone }>> = {
  active: { label: 'Works', tone: 'good' },
  expiring: { label: 'Expires soon', tone: 'busy' },
  needs_reconnection: { label: 'Reconnect it', tone: 'bad' },
};

interface AccountProps {
  platform: string;
  account: Account;
}

/** One connected account with its health and what can be done. */
export function AccountRow({ platform, account }: AccountProps) {
  const { id, name, status, remedy, missing_scopes, connected_at, last_used_at } = account;
  const { label, tone } = HEALTH[status];
  return (
    <li id={id} className="rounded-xl border border-line bg-card p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="font-medium break-words">
            {name} <span className="text-sm font-normal text-soft">{handleOf(account)}</span>
          </p>
          <p className="text-sm text-soft">
            Connected <Time at={connected_at} />
            {last_used_at && (
              <>
                , last used <Time at={last_used_at} />
              </>
            )}
          </p>
        </div>
        <Badge tone={tone}>{label}</Badge>
      </div>
      {remedy && <p className="mt-2 text-sm text-bad">{remedy}</p>}
      {missing_scopes.length > 0 && (
        <p className="mt-2 text-sm wrap-anywhere text-bad">
          It cannot publish without {missing_scopes.join(', ')}: reconnect it and allow everything.
        </p>
      )}
      <May least="admin">
        <Actions platform={platform} account={account} />
      </May>
    </li>
  );
}

function Actions({ platform, account: { id, name, status, missing_scopes } }: AccountProps) {
  const queries = useQueryClient();
  const params = { path: { platform, id } };
  const renew = () => queries.invalidateQueries({ queryKey: platformsQuery.queryKey });
  const check = useMutation({
    mutationFn: () => answerOf(api.POST('/api/platforms/{platform}/accounts/{id}/refresh', { params })),
    onSettled: renew,
  });
  const reconnect = useMutation({ mutationFn: () => connectAccount(platform, id) });
  const disconnect = () => answerOf(api.DELETE('/api/platforms/{platform}/accounts/{id}', { params })).then(renew);
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          kind={status === 'active' && missing_scopes.length === 0 ? 'plain' : 'primary'}
          aria-label={`Reconnect ${name}`}
          busy={reconnect.isPending && 'Opening …'}
          onClick={() => reconnect.mutate()}
        >
          Reconnect
        </Button>
        <Button aria-label={`Check ${name}`} busy={check.isPending && 'Checking …'} onClick={() => check.mutate()}>
          Check
        </Button>
        <Confirm label="Disconnect" question={`Disconnect ${name}?`} action="Disconnect it" onConfirm={disconnect}>
          Its planned posts are not published. Posts that are live stay at {platformName(platform)}. Its followers are
          kept for 7 days, in case you connect it again.
        </Confirm>
      </div>
      <ProblemNotice thrown={reconnect.error ?? check.error} />
    </>
  );
}
