import type { Ffmpeg } from '@app/media';
import type { Edit } from '../../edit/edit';
import type { RenderOptions } from '../render-engine';
import type { SegmentPlan } from '../segments/segment-plan';
import type { DeliveredFiles } from '../sources/delivered-files';

/** What a render process does. */
export type RenderWork =
  | { kind: 'render'; edit: Edit }
  | { kind: 'plan'; edit: Edit }
  | { kind: 'segment'; plan: SegmentPlan; position: number }
  /** `files` of all segments, in their order. */
  | { kind: 'join'; plan: SegmentPlan; files: readonly string[] };

/** The only message to a render process. */
export interface RenderRequest extends Omit<RenderOptions, 'signal' | 'onProgress'> {
  work: RenderWork;
  /** Sources that the parent has fetched. */
  delivered: DeliveredFiles;
  /** The parent's facts about ffmpeg, so that not every render checks it again. */
  ffmpeg: Ffmpeg | undefined;
}
