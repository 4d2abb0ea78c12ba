import { isFinished, type Render, type RenderStatus } from '@app/render-proxy';
import type { FileLinks } from './render-links.service';

/** The `response` of Shotstack's render status. */
export interface ShotstackStatus {
  id: string;
  status: string;
  error: string | null;
  /** Seconds. */
  duration: number | null;
  /** Milliseconds. */
  renderTime: number | null;
  url: string | null;
  poster: string | null;
  thumbnail: string | null;
  created: Date;
  updated: Date;
}

/** Ours in Shotstack's words. */
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
  const { id, status, error, seconds, createdAt, updatedAt, fetchingAt, finishedAt } = render;
  const done = status === 'completed' ? links : undefined;
  return {
    id,
    status: STATUSES[status],
    error: error?.message ?? (status === 'cancelled' ? 'The render was cancelled.' : null),
    duration: seconds,
    renderTime: isFinished(status) && finishedAt ? finishedAt.getTime() - (fetchingAt ?? createdAt).getTime() : null,
    url: done?.video ?? null,
    poster: done?.poster ?? null,
    thumbnail: done?.thumbnail ?? null,
    created: createdAt,
    updated: updatedAt,
  };
}
