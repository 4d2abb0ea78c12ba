import type { Ffmpeg } from '@app/media';
import type { Edit } from '../../edit/edit';
import type { RenderOptions } from '../render-engine';

/** The only message to a render process. */
export interface RenderRequest extends Omit<RenderOptions, 'signal' | 'onProgress'> {
  edit: Edit;
  /** What the parent knows about ffmpeg, so that not every render checks it again. */
  ffmpeg: Ffmpeg | undefined;
}
