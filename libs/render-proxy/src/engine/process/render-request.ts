import type { Ffmpeg } from '@app/media';
import type { Edit } from '../../edit/edit';
import type { RenderOptions } from '../render-engine';
import type { DeliveredFiles } from '../sources/delivered-files';

/** The only message to a render process. */
export interface RenderRequest extends Omit<RenderOptions, 'signal' | 'onProgress'> {
  edit: Edit;
  /** Sources that the parent has fetched. */
  delivered: DeliveredFiles;
  /** The parent's facts about ffmpeg, so that not every render checks it again. */
  ffmpeg: Ffmpeg | undefined;
}
