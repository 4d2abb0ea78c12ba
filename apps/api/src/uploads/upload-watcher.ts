import type { Upload } from '@app/uploads';
import type { RowWatcher } from '../http/row-watcher';

/** Uploads whose changes clients wait for. */
export type UploadWatcher = RowWatcher<Upload>;
export const UPLOAD_WATCHER = Symbol('upload watcher');
