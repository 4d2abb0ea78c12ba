import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Confirm } from '../ui/confirm';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Time } from '../ui/time';

export const sessionsQuery = { queryKey: ['sessions'], queryFn: () => answerOf(api.GET('/api/auth/sessions')) };

/** Every device that is signed in. */
export function Sessions() {
  const queries = useQueryClient();
  const list = useQuery(sessionsQuery);
  const renew = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = (id: string) => answerOf(api.DELETE('/api/auth/sessions/{id}', { params: { path: { id } } })).then(renew);
  const endOthers = () => answerOf(api.DELETE('/api/auth/sessions')).then(renew);
  const sessions = list.data?.sessions ?? [];
  return (
    <Section
      title="Signed-in devices"
      actions={
        sessions.length > 1 && (
          <Confirm
            label="Sign out all others"
            question="Sign out all other devices?"
            action="Sign them out"
            onConfirm={endOthers}
          >
            This device stays signed in.
          </Confirm>
        )
      }
    >
      {list.isPending && <Loading rows={2} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      <ul className="flex flex-col gap-2">
        {sessions.map((session) => (
          <Device key={session.id} session={session} onEnd={() => end(session.id)} />
        ))}
      </ul>
    </Section>
  );
}

function Device({ session, onEnd }: { session: Schemas['SessionResponse']; onEnd: () => Promise<unknown> }) {
  const { label, ip, is_current, last_used_at } = session;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0">
        <p className="font-medium">
          {label}
          {is_current && <span className="ml-2 text-sm font-normal text-soft">this device</span>}
        </p>
        <p className="text-sm text-soft">
          {ip}, last used <Time at={last_used_at} />
        </p>
      </div>
      {!is_current && (
        <Confirm label="Sign out" question={`Sign out ${label}?`} action="Sign it out" onConfirm={onEnd}>
          The device has to sign in again.
        </Confirm>
      )}
    </li>
  );
}
