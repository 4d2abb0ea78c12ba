import type { EntityManager } from 'typeorm';

/** Part of a render that one worker encodes: a span of its pictures, or all of its sound. */
export interface RenderSegment {
  id: string;
  renderId: string;
  /** Index in the plan. */
  position: number;
  kind: 'video' | 'sound';
  fromFrame: number;
  /** Exclusive. */
  toFrame: number;
  /** Key in the store of the render. Segments of one account that show the same share an object. */
  objectKey: string;
  state: 'waiting' | 'done';
  /** Number of times that workers took it. */
  attempts: number;
}

export type NewSegment = Pick<RenderSegment, 'position' | 'kind' | 'fromFrame' | 'toFrame' | 'objectKey' | 'state'> & {
  /** Size of the object, when it exists. */
  sizeBytes: number | null;
};

/** A segment as operators see it. */
export interface SegmentWork extends Pick<RenderSegment, 'position' | 'kind' | 'fromFrame' | 'toFrame' | 'attempts'> {
  /** A worker holds a segment that is running. */
  state: 'waiting' | 'running' | 'done';
  framesDone: number;
  /** Process that took it last; null if none has taken it. */
  worker: string | null;
  sizeBytes: number | null;
  /** When a worker took it last. */
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Why its last attempt failed. */
  error: { code: string; message: string } | null;
}

/** A segment for which a job is published. */
export interface WaitingSegment {
  id: string;
  epoch: number;
  /** Priority of its job: whole renders of the same priority come first, then segments by `segmentPriority`. */
  priority: number;
}

/** The priority of the job of a segment. The sound, which cannot be split, begins with the first pictures. */
export const segmentPriority = (
  { queuePriority }: { queuePriority: number },
  { kind, position }: Pick<RenderSegment, 'kind' | 'position'>,
): number => queuePriority + 1 + (kind === 'sound' ? 0 : position);

/** SQL: `segmentPriority` of a `segment` and its row of `renders`. */
const PRIORITY = `renders.queue_priority + 1 + case segment.kind when 'sound' then 0 else segment.position end`;

/** Seconds after which a segment that no worker has taken is published again. */
export const PICK_UP_SECONDS = 60;

export const SEGMENT_COLUMNS = `segment.id, segment.render_id as "renderId", segment.position, segment.kind, segment.from_frame as "fromFrame",
  segment.to_frame as "toFrame", segment.object_key as "objectKey", segment.state, segment.attempts`;

/** SQL for a row of `renders`: the expected processor seconds of the segments that workers have encoded for it. */
export const ENCODED_SECONDS = `coalesce((select sum((part.value ->> 'estimatedProcessorSeconds')::float8)
  from render_plans, json_array_elements(plan -> 'segments') with ordinality part (value, number), render_segments segment
  where render_plans.render_id = renders.id and segment.render_id = renders.id and segment.position = part.number - 1
    and segment.state = 'done' and segment.attempts > 0), 0)`;

/** @param condition on `segment` and its `renders`, with an order and a limit; trusted SQL */
export function waitingSegments(
  condition: string,
  values: unknown[],
  manager: EntityManager,
): Promise<WaitingSegment[]> {
  return manager.query<WaitingSegment[]>(
    `select segment.id, segment.lease_epoch as epoch, ${PRIORITY} as priority
     from render_segments segment join renders on renders.id = segment.render_id
     where segment.state = 'waiting' and (segment.lease_until is null or segment.lease_until <= clock_timestamp()) and ${condition}`,
    values,
  );
}
