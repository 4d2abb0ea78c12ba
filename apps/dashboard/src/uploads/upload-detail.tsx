import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router';
import { May } from '../account/may';
import { answerOf, api } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { type Account, platformsQuery } from '../platforms/platform-queries';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';
import { Approval } from './approval';
import { Overlay } from './overlay-preview';
import { isChangeable } from './post-state';
import { Posts } from './posts';
import type { UploadWarning } from './transfer';
import { UploadFiles } from './upload-files';
import { canRetry, isOver, renewUpload, retryUpload, type UploadDetails, uploadQuery } from './upload-queries';
import { UploadStages } from './upload-stages';
import { UploadState, UploadWait } from './upload-state';
import { UploadWarnings } from './upload-warnings';

const route = getRouteApi('/shell/uploads/$id');

/** One upload: where it stands, what went wrong, and its files. */
export function UploadDetail() {
  const { id } = route.useParams();
  const upload = useQuery(uploadQuery(id));
  const { data } = upload;
  const warnings = useCurrentWarnings(data);
  return (
    <Page
      title={data ? data.title || data.filename : 'Upload'}
      actions={
        data && (
          <May least="editor">
            <Actions upload={data} />
          </May>
        )
      }
    >
      {upload.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={upload.error} onRetry={() => void upload.refetch()} />
      {/* Screen readers announce what appears in a place that was there before. */}
      <UploadWarnings warnings={warnings} />
      {data && (
        <div className="flex flex-col gap-6">
          <p className="flex flex-wrap items-center gap-3" aria-live="polite">
            <UploadState upload={data} />
            <span className="text-sm text-soft">
              Announced <Time at={data.created_at} />
            </span>
          </p>
          <UploadWait upload={data} />
          {data.status === 'pending' && (
            <p className="rounded-lg border border-line bg-card p-4 text-sm">
              The file has not arrived yet. Choose the same file again under “New upload” to send it.
            </p>
          )}
          {data.error && <Failure {...data.error} />}
          <Approval upload={data} />
          <Posts upload={data} />
          <UploadFiles id={id} files={data.files} />
          {data.telemetry && data.video && (
            <Overlay id={id} canRepeat={isOver(data)} video={data.video} telemetry={data.telemetry} />
          )}
          <UploadStages upload={data} />
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

/** What the API warned of when the upload was sent. A warning of an account ends when it works, or its post is on its way. */
function useCurrentWarnings(upload: UploadDetails | undefined): readonly UploadWarning[] {
  const warnings = useLocation({ select: ({ state }) => state.warnings }) ?? [];
  const isAboutAccounts = warnings.some(({ account_id }) => account_id !== undefined);
  const { data: list } = useQuery({ ...platformsQuery, enabled: isAboutAccounts });
  if (!upload) return [];
  const accounts = Object.values(list?.platforms ?? {}).flat();
  return warnings.filter(({ account_id: id }) => {
    if (id === undefined) return true;
    const waits = upload.posts.some((post) => post.account_id === id && isChangeable(post));
    return waits && !accounts.some((account) => account.id === id && works(account));
  });
}

const works = ({ status, missing_scopes }: Account): boolean =>
  status !== 'needs_reconnection' && missing_scopes.length === 0;

function Failure({ message, help, code }: NonNullable<UploadDetails['error']>) {
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft p-4 text-sm">
      <p className="font-semibold text-bad">{message}</p>
      {help && <p className="mt-1">{help}</p>}
      <p className="mt-2 text-soft">
        Code <code>{code}</code>
      </p>
    </div>
  );
}

function Actions({ upload }: { upload: UploadDetails }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { id: upload.id } };
  const renew = () => renewUpload(queries, upload.id);
  const retry = useMutation({ mutationFn: () => retryUpload(upload.id), onSettled: renew });
  const cancel = () => answerOf(api.POST('/api/uploads/{id}/cancel', { params })).then(renew);
  const remove = async () => {
    await answerOf(api.DELETE('/api/uploads/{id}', { params }));
    await queries.invalidateQueries({ queryKey: queryKeys.uploads });
    await navigate({ to: '/uploads' });
  };
  return (
    <>
      {canRetry(upload) && (
        <Button kind="primary" busy={retry.isPending && 'Starting …'} onClick={() => retry.mutate()}>
          Try again
        </Button>
      )}
      {isOver(upload) ? (
        <Confirm label="Delete" question="Delete this upload?" action="Delete it" onConfirm={remove}>
          Its files are deleted. Posts that are live stay on their platforms.
        </Confirm>
      ) : (
        <Confirm label="Cancel" question="Cancel this upload?" action="Cancel it" keep="Keep it" onConfirm={cancel}>
          Its files are deleted, and the upload does not count.
        </Confirm>
      )}
      <ProblemNotice thrown={retry.error} />
    </>
  );
}
