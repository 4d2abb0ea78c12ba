import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge';
import { buttonClass } from '../ui/button';
import { Figures } from '../ui/figures';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';
import { type AdminUserDetail, userQuery } from './admin-queries';
import { UserAccess } from './user-access';
import { UserGrants } from './user-grants';

const route = getRouteApi('/shell/admin/users/$id');

/** One user, with everything that an operator may change. */
export function AdminUser() {
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(userQuery(id));
  const log = (
    <Link to="/admin/audit-log" search={{ target_id: id }} className={buttonClass()}>
      Audit log
    </Link>
  );
  return (
    <Page title="User" actions={log}>
      {isPending && <Loading />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        <div className="flex flex-col gap-8">
          <Head user={data} />
          <Figures title="Access" figures={figuresOf(data)} />
          <UserAccess user={data} />
          <UserGrants id={id} />
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

function Head({
  user: { name, email, role, status, created_at, last_seen_at, must_reset_password },
}: {
  user: AdminUserDetail;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        <p className="text-lg font-medium break-words">{name}</p>
        <p className="break-all text-soft">{email}</p>
        <p className="text-sm text-soft">
          Since <Time at={created_at} />
          {last_seen_at && (
            <>
              , last seen <Time at={last_seen_at} />
            </>
          )}
          {must_reset_password && ', must set a new password'}
        </p>
      </div>
      <span className="flex gap-2">
        {role === 'admin' && <Badge tone="busy">Administrator</Badge>}
        <Badge tone={status === 'active' ? 'good' : 'bad'}>
          <span className="capitalize">{status}</span>
        </Badge>
      </span>
    </div>
  );
}

const figuresOf = ({ live_sessions, live_api_keys, totp_enabled, email_verified_at }: AdminUserDetail) => [
  { name: 'Signed-in devices', value: live_sessions },
  { name: 'Active API keys', value: live_api_keys },
  { name: 'Two-factor authentication', value: totp_enabled ? 'On' : 'Off' },
  { name: 'Email address', value: email_verified_at ? 'Confirmed' : 'Not confirmed' },
];
