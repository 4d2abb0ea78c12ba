import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';

const POLL_MS = 3_000;

/** What happened to a post, in sentences; loaded when it is opened. */
export function PostJournal({ uploadId, id }: { uploadId: string; id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="mt-3 text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="min-h-8 cursor-pointer font-medium text-accent">What happened</summary>
      {isOpen && <Steps uploadId={uploadId} id={id} />}
    </details>
  );
}

function Steps({ uploadId, id }: { uploadId: string; id: string }) {
  const params = { path: { id: uploadId, target: id } };
  const journal = useQuery({
    queryKey: ['journal', id],
    refetchInterval: POLL_MS,
    queryFn: () => answerOf(api.GET('/api/uploads/{id}/targets/{target}/journal', { params })),
  });
  if (journal.isPending) return <Loading rows={1} />;
  if (journal.error) return <ProblemNotice thrown={journal.error} onRetry={() => void journal.refetch()} />;
  return (
    <ol className="mt-2 flex flex-col gap-2 border-l border-line pl-4">
      {journal.data.steps.map((step) => (
        <Step key={`${step.at} ${step.step} ${step.outcome}`} {...step} />
      ))}
    </ol>
  );
}

function Step({ at, message, detail, platform_code, platform_status, platform_trace_id, request_id }: JournalStep) {
  const codes = Object.entries({
    Code: platform_code,
    Status: platform_status,
    Trace: platform_trace_id,
    Request: request_id,
  }).filter(([, value]) => value !== null);
  return (
    <li className="break-words">
      <span className="text-soft">
        <Time at={at} precise />
      </span>{' '}
      {message} {detail}
      {codes.length > 0 && (
        <details>
          <summary className="cursor-pointer text-soft">Codes</summary>
          {codes.map(([name, value]) => (
            <span key={name} className="mr-3 text-soft">
              {name} <code className="break-all">{value}</code>
            </span>
          ))}
        </details>
      )}
    </li>
  );
}

type JournalStep = Schemas['PublicationStepResponse'];
