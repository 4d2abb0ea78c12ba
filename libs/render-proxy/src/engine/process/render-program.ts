import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeWorkFolder, serveProgram } from '@app/media';
import type { Edit } from '../../edit/edit';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderedFiles } from '../render-engine';
import { DeliveredFilesFetcher } from '../sources/delivered-files';
import { standaloneEngine, standaloneFetcher } from '../standalone-engine';
import type { RenderRequest } from './render-request';

const TITLE: Edit = {
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Title' }, start: 0, length: 1 }] }] },
  output: { format: 'png', size: { width: 16, height: 16 } },
};

/** Loads the code of the engine and the fonts by rendering a small title. */
async function prepare(): Promise<void> {
  const folder = await makeWorkFolder(tmpdir());
  try {
    await standaloneEngine(standaloneFetcher()).render(TITLE, { destination: folder, workRoot: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program of a render process. At a terminal use: npm run render -- edit.json */
serveProgram<RenderRequest, RenderedFiles>(
  ({ edit, delivered, ffmpeg, ...options }, report) =>
    standaloneEngine(new DeliveredFilesFetcher(delivered, standaloneFetcher()), ffmpeg).render(edit, {
      ...options,
      onProgress: (stage, progress) => report({ stage, progress }),
    }),
  renderFailed,
  prepare,
);
