import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeWorkFolder, serveProgram } from '@app/media';
import type { Edit } from '../../edit/edit';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderOptions } from '../render-engine';
import { isStorable } from '../segments/make-plan';
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

type Report = Parameters<Parameters<typeof serveProgram>[0]>[1];

async function work(
  { work, delivered, ffmpeg, ...options }: RenderRequest,
  report: Report,
): Promise<object | undefined> {
  const engine = standaloneEngine(new DeliveredFilesFetcher(delivered, standaloneFetcher()), ffmpeg);
  const watched: RenderOptions = { ...options, onProgress: (stage, progress) => report({ stage, progress }) };
  switch (work.kind) {
    case 'render':
      return engine.render(work.edit, watched);
    case 'plan': {
      const plan = await engine.plan(work.edit, watched);
      return isStorable(plan) ? plan : undefined;
    }
    case 'segment':
      return engine.renderSegment(work.plan, work.position, watched);
    case 'join':
      return engine.join(work.plan, work.files, watched);
  }
}

/** The program of a render process. At a terminal use: npm run render -- edit.json */
serveProgram<RenderRequest, object | undefined>(work, renderFailed, prepare);
