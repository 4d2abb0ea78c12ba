import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { mayAs, useRole } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { Badge, type Tone } from '../ui/badge';
import { Button } from '../ui/button';
import { Labelled } from '../ui/labelled';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';
import { postChanges } from './post-changes';
import { PostChanges } from './post-changes-notice';
import { ReviewLinks } from './review-links';
import { isOver, renewUpload, type UploadDetails } from './upload-queries';

type Request = Schemas['ApprovalResponse'];

const STATES: Readonly<Record<Request['status'], { label: string; tone: Tone }>> = {
  open: { label: 'Not decided yet', tone: 'busy' },
  approved: { label: 'Approved', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  expired: { label: 'Expired', tone: 'quiet' },
  voided: { label: 'Changed since its approval', tone: 'quiet' },
};

/** Whether the posts may be published: the decision, or the means to decide. */
export function Approval({ upload }: { upload: UploadDetails }) {
  const role = useRole();
  const request = upload.approval;
  if (!request) return null;
  const mayDecide = mayAs(role, 'admin');
  const { label, tone } = STATES[request.status];
  return (
    <section aria-labelledby="approval" className="rounded-xl border border-line bg-card p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="approval" className="text-lg font-semibold">
          Approval
        </h2>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p className="mt-1 text-sm text-soft">
        {request.decided_at ? (
          <>
            {request.decided_by ?? 'Nobody'}, <Time at={request.decided_at} />
          </>
        ) : (
          <>
            Requested <Time at={request.requested_at} />, possible until <Time at={request.expires_at} />
          </>
        )}
      </p>
      {request.comment && <blockquote className="mt-2 border-l-2 border-line pl-3">{request.comment}</blockquote>}
      {request.status === 'open' && mayDecide && <Decision upload={upload} request={request} />}
      {(request.status === 'rejected' || request.status === 'expired') && !isOver(upload) && mayAs(role, 'editor') && (
        <AskAgain id={upload.id} />
      )}
      {mayDecide && !isOver(upload) && <ReviewLinks id={upload.id} />}
    </section>
  );
}

/**
 * Decides about the posts that the person has read. Those of a newer revision may arrive under their eyes: the person
 * then reads what has changed before they decide.
 */
function Decision({ upload, request: { revision } }: { upload: UploadDetails; request: Request }) {
  const field = useId();
  const changes = useRef<HTMLDivElement>(null);
  const [comment, setComment] = useState('');
  const [read, setRead] = useState({ upload, revision });
  const isOutdated = read.revision !== revision;
  const { approve, reject } = useDecision(upload.id, read.revision);
  const decide = (verdict: typeof approve) => (isOutdated ? changes.current?.focus() : verdict.mutate(comment));
  const goOn = () => {
    setRead({ upload, revision });
    approve.reset();
    reject.reset();
    document.getElementById(field)?.focus();
  };
  return (
    <div className="mt-3 flex flex-col gap-3">
      <Labelled id={field} label="Comment (required to reject)">
        <textarea
          id={field}
          rows={2}
          maxLength={2_000}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
          className="rounded-lg border border-field bg-card px-3 py-2 text-base"
        />
      </Labelled>
      {isOutdated ? (
        <PostChanges key={revision} ref={changes} changes={postChanges(read.upload, upload)} onRead={goOn} />
      ) : (
        <ProblemNotice thrown={approve.error ?? reject.error} withFaults />
      )}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={approve.isPending && 'Approving …'} onClick={() => decide(approve)}>
          Approve
        </Button>
        <Button
          kind="danger"
          disabled={comment.trim() === ''}
          busy={reject.isPending && 'Rejecting …'}
          onClick={() => decide(reject)}
        >
          Reject
        </Button>
      </div>
    </div>
  );
}

/** @param revision of the posts that the person has read: the API refuses a decision about others */
function useDecision(id: string, revision: number) {
  const queries = useQueryClient();
  const params = { path: { id } };
  const onSettled = () => renewUpload(queries, id);
  const approve = useMutation({
    mutationFn: (comment: string) =>
      answerOf(api.POST('/api/uploads/{id}/approve', { params, body: { revision, ...(comment && { comment }) } })),
    onSettled,
  });
  const reject = useMutation({
    mutationFn: (comment: string) =>
      answerOf(api.POST('/api/uploads/{id}/reject', { params, body: { revision, comment } })),
    onSettled,
  });
  return { approve, reject };
}

function AskAgain({ id }: { id: string }) {
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => answerOf(api.POST('/api/uploads/{id}/approvals', { params: { path: { id } } })),
    onSettled: () => renewUpload(queries, id),
  });
  return (
    <div className="mt-3">
      <Button busy={ask.isPending && 'Requesting …'} onClick={() => ask.mutate()}>
        Request an approval again
      </Button>
      <ProblemNotice thrown={ask.error} />
    </div>
  );
}
