import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MayOpen } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';
import { NewKey } from './new-key';
import { RotateKey } from './rotate-key';

type Key = Schemas['ApiKeyResponse'];

const KEYS = ['keys'];

/** The keys of programs. */
export const KeyList = () => (
  <MayOpen least="admin" title="API keys">
    <Keys />
  </MayOpen>
);

function Keys() {
  const queries = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const list = useInfiniteQuery({
    queryKey: KEYS,
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/keys', { params: { query: pageParam === '' ? {} : { cursor: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const keys = list.data?.pages.flatMap((page) => page.keys) ?? [];
  const renew = () => queries.invalidateQueries({ queryKey: KEYS });
  const make = (
    <Button kind="primary" onClick={() => setMaking(true)}>
      New key
    </Button>
  );
  return (
    <Page title="API keys" actions={make}>
      {isMaking && <NewKey onMade={renew} onClose={() => setMaking(false)} />}
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && keys.length === 0 && (
        <Empty title="No keys yet">
          <p>A program uses a key to render and upload for you. Give each program a key of its own.</p>
          {make}
        </Empty>
      )}
      <ul className="flex flex-col gap-2">
        {keys.map((key) => (
          <Row
            key={key.id}
            item={key}
            isReplaced={keys.some(({ rotated_from }) => rotated_from === key.id)}
            onChanged={renew}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage && 'Loading …'} onClick={() => void list.fetchNextPage()}>
          Show older keys
        </Button>
      )}
      {keys.length > 0 && <ZoneNote />}
    </Page>
  );
}

function Row({ item, isReplaced, onChanged }: { item: Key; isReplaced: boolean; onChanged: () => Promise<void> }) {
  const { id, name, prefix, scopes, last_used_at, expires_at } = item;
  const ended = endOf(item);
  const revoke = () => answerOf(api.DELETE('/api/keys/{id}', { params: { path: { id } } })).then(onChanged);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0">
        <p className="font-medium break-words">
          {name} <code className="ml-1 text-sm font-normal text-soft">{prefix}…</code>
        </p>
        <p className="text-sm text-soft">{scopes.join(', ')}</p>
        <p className="text-sm text-soft">
          {last_used_at ? (
            <>
              Last used <Time at={last_used_at} />
            </>
          ) : (
            'Never used'
          )}
          {expires_at && (
            <>
              , expires <Time at={expires_at} />
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <RotateKey id={id} isOffered={ended === undefined && !isReplaced} onRotated={onChanged} />
        {ended === undefined ? (
          <Confirm label="Revoke" question={`Revoke ${name}?`} action="Revoke it" onConfirm={revoke}>
            Programs that use it stop working immediately. This cannot be undone.
          </Confirm>
        ) : (
          <span className="text-sm text-soft">{ended}</span>
        )}
      </div>
    </li>
  );
}

/** The reason why a key no longer works; undefined while it does. */
function endOf({ revoked_at, expires_at }: Key): string | undefined {
  if (revoked_at !== null) return 'Revoked';
  return expires_at !== null && Date.parse(expires_at) < Date.now() ? 'Expired' : undefined;
}
