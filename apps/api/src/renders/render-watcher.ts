import type { Render } from '@app/render-proxy';
import type { RowWatcher } from '../http/row-watcher';

/** Renders whose changes clients wait for. */
export type RenderWatcher = RowWatcher<Render>;
export const RENDER_WATCHER = Symbol('render watcher');
