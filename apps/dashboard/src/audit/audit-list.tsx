import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { LongList } from '../ui/long-list';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';

type Entry = Schemas['AuditEntryResponse'];

interface AuditListProps {
  list: UseInfiniteQueryResult<InfiniteData<Schemas['AuditLogResponse']>>;
}

/** Who changed what, newest first. */
export function AuditList({ list }: AuditListProps) {
  const { data, error, isPending, isSuccess, refetch } = list;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      {isPending && <Loading />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {isSuccess && entries.length === 0 && <p className="text-soft">No entry matches.</p>}
      <LongList label="Audit log" items={entries} keyOf={({ id }) => id} rowHeight={84} source={list}>
        {(entry) => <Row entry={entry} />}
      </LongList>
      {entries.length > 0 && <ZoneNote />}
    </>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { action, created_at, ip, request_id, before, after } = entry;
  return (
    <div className="border-t border-line py-3 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <p className="min-w-0 font-medium break-words">
          {actorOf(entry)} <code className="font-normal">{action}</code> {targetOf(entry)}
        </p>
        <Time at={created_at} precise />
      </div>
      <p className="break-all text-soft">
        {ip && `From ${ip}. `}
        {request_id && (
          <>
            Request <code>{request_id}</code>
          </>
        )}
      </p>
      {(before || after) && (
        <details className="mt-1">
          <summary className="min-h-8 cursor-pointer py-1 text-accent">What changed</summary>
          <Change title="Before" fields={before} />
          <Change title="After" fields={after} />
        </details>
      )}
    </div>
  );
}

function Change({ title, fields }: { title: string; fields: Entry['before'] }) {
  if (!fields) return null;
  return (
    <div className="mt-1">
      <p className="text-soft">{title}</p>
      <pre className="rounded-lg bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
        {JSON.stringify(fields, null, 2)}
      </pre>
    </div>
  );
}

const KINDS: Readonly<Record<Entry['actor_kind'], string>> = {
  user: 'A deleted user',
  api_key: 'A deleted API key',
  machine: "The operator's key",
  system: 'The system',
};

const actorOf = ({ actor_kind, actor_name, actor_email }: Entry): string =>
  actor_name ?? actor_email ?? KINDS[actor_kind];

const targetOf = ({ target_type, target_id, target_name, target_email }: Entry): string =>
  [target_type, target_name ?? target_email ?? target_id].filter(Boolean).join(' ');
