import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { LongList } from '../ui/long-list';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';

const PAGE = 50;

/** Every movement of tokens, newest first. */
export function Ledger() {
  const list = useInfiniteQuery({
    queryKey: queryKeys.ledger,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/billing/tokens/ledger', {
          params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section aria-label="Movements">
      <h2 className="mb-3 text-lg font-semibold">Movements</h2>
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && entries.length === 0 && <p className="text-soft">No tokens have moved yet.</p>}
      <LongList label="Movements" items={entries} keyOf={({ number }) => String(number)} rowHeight={62} source={list}>
        {({ change, balance, reason, created_at }) => (
          <div className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2 text-sm">
            <span className="min-w-0 flex-1 basis-60 break-words">
              {reason}
              <span className="block text-soft">
                <Time at={created_at} />
              </span>
            </span>
            <span className="text-right tabular-nums">
              {change > 0 && '+'}
              {change}
              <span className="block text-soft">{balance} left</span>
            </span>
          </div>
        )}
      </LongList>
    </section>
  );
}
