import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { AuditList } from '../audit/audit-list';
import { Page } from '../ui/page';

const PAGE = 100;

/** Every change in the workspace. */
export function WorkspaceAuditLog() {
  const list = useInfiniteQuery({
    queryKey: ['workspace-audit-log'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/workspace/audit-log', {
          params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  return (
    <Page title="Audit log of the workspace">
      <AuditList list={list} />
    </Page>
  );
}
