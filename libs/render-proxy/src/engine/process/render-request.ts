import type { Ffmpeg } from '@app/media';
import type { Edit } from '../../edit/edit';
import type { RenderOptions } from '../render-engine';

/** The one message to the process of a render. */
export interface RenderRequest extends Omit<RenderOptions, 'signal' | 'onProgress'> {
  edit: Edit;
  /** What the parent knows about ffmpeg, so that not every render asks again. */
  ffmpeg: Ffmpeg | undefined;
}
