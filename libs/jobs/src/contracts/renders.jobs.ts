import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { CLIENTS_LAST, defineJob } from './define-job';

export class RenderPayload {
  @IsUUID()
  renderId: string;
}

export class SegmentPayload {
  @IsUUID()
  segmentId: string;
}

export class ObserveRenderPayload extends RenderPayload {
  /** Set for a scheduled poll, which is skipped when the render was polled in the meantime. */
  @IsOptional()
  @IsInt()
  @Min(0)
  epoch?: number;

  /** The provider's id according to a callback. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  providerRenderId?: string;
}

export class NotifyRenderPayload extends RenderPayload {
  /** Set for the callback that announces the address of one of the render's files. */
  @IsOptional()
  @IsIn(['video', 'poster', 'thumbnail'])
  asset?: 'video' | 'poster' | 'thumbnail';
}

/** A render may take hours; the code that does the work detects when it hangs. */
const LONGEST_RENDER_SECONDS = 4 * 3600;

/**
 * Starts a render; the local engine also finishes it here, or splits it into segments, and joins those when all are
 * finished. The render's row decides what there is to do.
 */
export const runRender = defineJob({
  name: 'render.run',
  queue: 'heavy',
  payload: RenderPayload,
  retry: { attempts: 5, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: LONGEST_RENDER_SECONDS,
  oncePer: ({ renderId }) => renderId,
});

/** Encodes one segment of a render. The segment's row decides whether there is work to do. */
export const runSegment = defineJob({
  name: 'segment.run',
  queue: 'heavy',
  payload: SegmentPayload,
  retry: { attempts: 5, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: LONGEST_RENDER_SECONDS,
  oncePer: ({ segmentId }) => segmentId,
});

/** Polls a remote provider for the state of a render and takes over its result. */
export const observeRender = defineJob({
  name: 'render.observe',
  queue: 'io',
  payload: ObserveRenderPayload,
  retry: { attempts: 5, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: LONGEST_RENDER_SECONDS,
});

/** Cancels a render that no worker holds; a worker that holds the lease sees the flag itself. */
export const cancelRender = defineJob({
  name: 'render.cancel',
  queue: 'light',
  payload: RenderPayload,
  retry: { attempts: 10, backoffMs: 500, maxBackoffMs: 30_000 },
  timeoutSeconds: 60,
});

/**
 * Sends the end of a render, or the address of one of its files, to the client's callback: up to ten attempts within
 * about an hour, as Shotstack does.
 */
export const notifyRender = defineJob({
  name: 'render.notify',
  queue: 'io',
  priority: CLIENTS_LAST,
  payload: NotifyRenderPayload,
  retry: { attempts: 10, backoffMs: 8_000, maxBackoffMs: 900_000 },
  timeoutSeconds: 60,
  jobId: ({ renderId, asset }) => ['render.notify', renderId, ...(asset ? [asset] : [])].join('-'),
});

/** Deletes the files of a finished render; the row stays. */
export const eraseRender = defineJob({
  name: 'render.erase',
  queue: 'io',
  payload: RenderPayload,
  retry: { attempts: 8, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 120,
});

/** Deletes the segments of a render that ended a while ago; its video stays. */
export const eraseSegments = defineJob({
  name: 'segment.erase',
  queue: 'io',
  payload: RenderPayload,
  retry: { attempts: 8, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 120,
});
