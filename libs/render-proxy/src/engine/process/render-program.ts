import 'reflect-metadata';
import { serveProgram } from '@app/media';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderedFiles } from '../render-engine';
import { DeliveredFilesFetcher } from '../sources/delivered-files';
import { standaloneEngine, standaloneFetcher } from '../standalone-engine';
import type { RenderRequest } from './render-request';

/** The program of a render process. At a terminal use: npm run render -- edit.json */
serveProgram<RenderRequest, RenderedFiles>(
  ({ edit, delivered, ffmpeg, ...options }, report) =>
    standaloneEngine(new DeliveredFilesFetcher(delivered, standaloneFetcher()), ffmpeg).render(edit, {
      ...options,
      onProgress: (stage, progress) => report({ stage, progress }),
    }),
  renderFailed,
);
