import { failureText, isFinished, type ProviderState, type Render, type RenderStatus } from '@app/render-proxy';
import type { ShotstackStatus } from './live-render.response';
import type { FileLinks } from './render-links.service';

/** Shotstack's name for each of our statuses. */
const STATUSES: Readonly<Record<RenderStatus, string>> = {
  queued: 'queued',
  fetching: 'fetching',
  rendering: 'rendering',
  saving: 'saving',
  transferring: 'saving',
  completed: 'done',
  failed: 'failed',
  cancelled: 'failed',
};

export function shotstackStatus(render: Render, links: FileLinks | undefined): ShotstackStatus {
  const { id, status, seconds, createdAt, updatedAt, fetchingAt, finishedAt } = render;
  const done = status === 'completed' ? links : undefined;
  return {
    id,
    status: STATUSES[status],
    error: failureText(render),
    duration: seconds,
    renderTime: isFinished(status) && finishedAt ? finishedAt.getTime() - (fetchingAt ?? createdAt).getTime() : null,
    url: done?.video ?? null,
    poster: done?.poster ?? null,
    thumbnail: done?.thumbnail ?? null,
    created: createdAt,
    updated: updatedAt,
  };
}

/** An unfinished render, as its provider reports it: what is done there is being saved until we have its files. */
export function reportedStatus(ours: ShotstackStatus, reported: ProviderState): ShotstackStatus {
  switch (reported.status) {
    case 'unknown':
      return ours;
    case 'done':
      return { ...ours, status: STATUSES.saving };
    case 'failed':
      return { ...ours, status: STATUSES.failed, error: reported.reason };
    default:
      return { ...ours, status: reported.status };
  }
}
