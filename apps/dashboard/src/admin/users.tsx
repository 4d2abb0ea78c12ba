import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { LongList } from '../ui/long-list';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { SearchForm } from '../ui/search-form';
import { Time, ZoneNote } from '../ui/time';
import { type AdminUser, usersQuery } from './admin-queries';

const route = getRouteApi('/shell/admin/users');

/** Users of the installation, newest first, with the search in the address. */
export function AdminUsers() {
  const { q = '' } = route.useSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(usersQuery(q));
  const users = list.data?.pages.flatMap((page) => page.users) ?? [];
  return (
    <Page title="Users">
      <search className="mb-6 block max-w-xl">
        <SearchForm shown={{ q }} onSearch={(search) => void navigate({ to: '/admin/users', search })}>
          <Field label="Name, email address or id" name="q" type="search" defaultValue={q} />
          <div>
            <Button type="submit">Search</Button>
          </div>
        </SearchForm>
      </search>
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && users.length === 0 && <p className="text-soft">No user matches.</p>}
      <LongList label="Users" items={users} keyOf={({ id }) => id} rowHeight={74} source={list}>
        {(user) => <Row user={user} />}
      </LongList>
      {users.length > 0 && <ZoneNote />}
    </Page>
  );
}

function Row({ user: { id, name, email, role, status, created_at } }: { user: AdminUser }) {
  return (
    <div className="relative flex flex-wrap items-center justify-between gap-3 border-t border-line py-3">
      <div className="min-w-0">
        <Link
          to="/admin/users/$id"
          params={{ id }}
          className="block font-medium break-words text-ink no-underline after:absolute after:inset-0"
        >
          {name}
        </Link>
        <p className="text-sm text-soft">
          <span className="break-all">{email}</span>, since <Time at={created_at} />
        </p>
      </div>
      <span className="flex gap-2">
        {role === 'admin' && <Badge tone="busy">Administrator</Badge>}
        {status !== 'active' && <Badge tone="bad">{status === 'suspended' ? 'Suspended' : 'Deleted'}</Badge>}
      </span>
    </div>
  );
}
