import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';

const PAGE = 50;

/** Links with which people without an account look at the posts and decide. */
export function ReviewLinks({ id }: { id: string }) {
  const queries = useQueryClient();
  const queryKey = ['review-links', id];
  const params = { path: { id } };
  const renew = () => queries.invalidateQueries({ queryKey });
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      return answerOf(api.GET('/api/uploads/{id}/review-links', { params: { ...params, query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const make = useMutation({
    mutationFn: () => answerOf(api.POST('/api/uploads/{id}/review-links', { params, body: {} })),
    onSuccess: renew,
  });
  const links = list.data?.pages.flatMap((page) => page.review_links) ?? [];
  const working = links.filter(({ revoked_at }) => revoked_at === null);
  return (
    <div className="mt-4 border-t border-line pt-4 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-soft">A review link lets someone without an account decide.</p>
        <Button busy={make.isPending && 'Creating …'} onClick={() => make.mutate()}>
          New review link
        </Button>
      </div>
      {make.data && (
        <p className="mt-2">
          Copy it now, it is shown only once:
          <output className="mt-1 block rounded-lg bg-sunken p-3 font-mono break-all">{make.data.url}</output>
        </p>
      )}
      <ProblemNotice thrown={make.error ?? list.error} />
      <ul>
        {working.map((link) => (
          <Row key={link.id} uploadId={id} link={link} onRevoked={renew} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage && 'Loading …'} onClick={() => void list.fetchNextPage()}>
          Show older links
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  uploadId: string;
  link: Schemas['ReviewLinkResponse'];
  onRevoked: () => Promise<void>;
}

function Row({ uploadId, link: { id, label, created_by, expires_at, opened_at }, onRevoked }: RowProps) {
  const params = { path: { id: uploadId, link: id } };
  const revoke = () => answerOf(api.DELETE('/api/uploads/{id}/review-links/{link}', { params })).then(onRevoked);
  return (
    <li className="mt-2 flex flex-wrap items-center justify-between gap-2">
      <span className="min-w-0">
        {label}, created by {created_by ?? 'a former member'}, works until <Time at={expires_at} />
        {opened_at ? (
          <>
            , opened <Time at={opened_at} />
          </>
        ) : (
          ', not opened yet'
        )}
      </span>
      <Confirm label="Withdraw" question={`Withdraw ${label}?`} action="Withdraw it" onConfirm={revoke}>
        The link stops working immediately.
      </Confirm>
    </li>
  );
}
