import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { May } from '../account/may';
import { buttonClass } from '../ui/button';
import { bytes } from '../ui/bytes';
import { LongList } from '../ui/long-list';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Select } from '../ui/select';
import { Time, ZoneNote } from '../ui/time';
import { type Upload, uploadsQuery } from './upload-queries';
import { UPLOAD_STATES, UploadState } from './upload-state';

const route = getRouteApi('/shell/uploads');
const CHOICES = { all: 'Every state', ...UPLOAD_STATES };

const isStatus = (text: string): text is Upload['status'] => Object.hasOwn(UPLOAD_STATES, text);

/** The uploads of the workspace, all of them or those in a state. */
export function UploadList() {
  const { status = '' } = route.useSearch();
  return <List status={isStatus(status) ? status : undefined} />;
}

/** The uploads that wait for somebody who may decide. */
export const Approvals = () => <List status="awaiting_approval" />;

function List({ status }: { status: Upload['status'] | undefined }) {
  const navigate = useNavigate();
  const list = useInfiniteQuery(uploadsQuery(status));
  const uploads = list.data?.pages.flatMap((page) => page.uploads) ?? [];
  return (
    <Page
      title={status === 'awaiting_approval' ? 'Approvals' : 'Uploads'}
      actions={
        <May least="editor">
          <Link to="/uploads/new" className={buttonClass('primary')}>
            New upload
          </Link>
        </May>
      }
    >
      <div className="mb-4 w-56">
        <Select
          label="State"
          value={status ?? 'all'}
          choices={CHOICES}
          onChange={(next) => void navigate({ to: '/uploads', search: isStatus(next) ? { status: next } : {} })}
        />
      </div>
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && uploads.length === 0 && (status ? <NothingIn status={status} /> : <Nothing />)}
      <LongList label="Uploads" items={uploads} keyOf={({ id }) => id} rowHeight={92} source={list}>
        {(upload) => <Row upload={upload} />}
      </LongList>
      {uploads.length > 0 && <ZoneNote />}
    </Page>
  );
}

const NothingIn = ({ status }: Pick<Upload, 'status'>) => (
  <Empty title={status === 'awaiting_approval' ? 'Nothing waits for an approval' : 'No upload is in this state'}>
    <Link to="/uploads" className={buttonClass()}>
      Show all uploads
    </Link>
  </Empty>
);

const Nothing = () => (
  <Empty title="No uploads yet">
    <p>Send a video, with the track of its ride if you have one, and get a version for each platform.</p>
    <May least="editor">
      <Link to="/uploads/new" className={buttonClass('primary')}>
        Upload the first video
      </Link>
    </May>
  </Empty>
);

function Row({ upload }: { upload: Upload }) {
  const { id, title, filename, size_bytes, created_at } = upload;
  return (
    <div className="relative mb-3 flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4 hover:border-field">
      <div className="min-w-0">
        <Link
          to="/uploads/$id"
          params={{ id }}
          className="block truncate font-medium text-ink no-underline after:absolute after:inset-0 after:rounded-xl"
        >
          {title || filename}
        </Link>
        <p className="text-sm text-soft">
          {bytes(size_bytes)}, <Time at={created_at} />
        </p>
      </div>
      <UploadState upload={upload} />
    </div>
  );
}
