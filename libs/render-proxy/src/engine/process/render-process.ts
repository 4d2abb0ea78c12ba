import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import {
  type BoxLimits,
  type Ffmpeg,
  makeWorkFolder,
  type ProgramPause,
  runProgram,
  type SpareProgram,
} from '@app/media';
import type { Edit } from '../../edit/edit';
import { DEFAULT_EDIT_LIMITS } from '../../edit/edit-limits';
import { RenderProxyEnv } from '../../render-proxy.config';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderedFiles, RenderOptions, RenderStage } from '../render-engine';
import type { SegmentPlan } from '../segments/segment-plan';
import type { DeliveredFiles } from '../sources/delivered-files';
import { renderAllowance, segmentAllowance } from './render-allowance';
import type { RenderRequest, RenderWork } from './render-request';
import { RenderWatch } from './render-watch';

/** The program that renders, with what it may see of our environment. */
export const RENDER_PROGRAM = {
  program: join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/engine/process/render-program.js'),
  variables: ['FETCH_ALLOW_HOSTS'],
};

export interface ProcessOptions extends RenderOptions {
  /** Default: what the edit's size allows. */
  limits?: BoxLimits;
  /** Sources that are already on this machine. */
  delivered?: DeliveredFiles;
  /** Render processes that have loaded the engine; they must have these limits on memory. */
  spare?: SpareProgram;
  /** Stops the processes for a while once the sources have been fetched. */
  pause?: ProgramPause | undefined;
  /** Known facts about ffmpeg. */
  ffmpeg?: Ffmpeg;
}

/**
 * Like `RenderEngine.render`, in a process of its own, because painting blocks an event loop. An abort kills the
 * process and its ffmpeg processes, as does exceeding a limit.
 * @throws invalid_edit, render_source_refused (both with JSON paths), render_too_expensive (with the used
 * `processor_seconds` as an extra member), render_failed, or the signal's reason
 */
export function renderInProcess(edit: Edit, options: ProcessOptions): Promise<RenderedFiles> {
  return workInProcess({ kind: 'render', edit }, allowed(edit, options.timeline?.seconds, options));
}

/**
 * `RenderEngine.plan` in a process, under the limits of the whole render.
 * @returns undefined for a plan that is too large to be stored
 */
export function planInProcess(edit: Edit, options: ProcessOptions): Promise<SegmentPlan | undefined> {
  return workInProcess({ kind: 'plan', edit }, allowed(edit, options.timeline?.seconds, options));
}

/** `RenderEngine.renderSegment` in a process, under limits for the length of the segment. */
export function renderSegmentInProcess(
  plan: SegmentPlan,
  position: number,
  options: ProcessOptions,
): Promise<{ file: string }> {
  const limits = options.limits ?? segmentAllowance(plan, position, new RenderProxyEnv());
  return workInProcess({ kind: 'segment', plan, position }, { ...options, limits });
}

/** `RenderEngine.join` in a process. */
export function joinInProcess(
  plan: SegmentPlan,
  files: readonly string[],
  options: ProcessOptions,
): Promise<RenderedFiles> {
  return workInProcess({ kind: 'join', plan, files }, allowed(plan.edit, 0, options));
}

type LimitedOptions = ProcessOptions & { limits: BoxLimits };

const allowed = (edit: Edit, seconds = DEFAULT_EDIT_LIMITS.maxSeconds, options: ProcessOptions): LimitedOptions => ({
  ...options,
  limits: options.limits ?? renderAllowance(edit, seconds, new RenderProxyEnv()),
});

async function workInProcess<Result>(work: RenderWork, options: LimitedOptions): Promise<Result> {
  const { destination, delivered = {}, ffmpeg, signal, onProgress, limits } = options;
  const { sourceLimits, timeline, firstFrameOnly, encoder } = options;
  signal?.throwIfAborted();
  const workRoot = await makeWorkFolder(options.workRoot ?? tmpdir());
  try {
    const own = { delivered, destination, workRoot, ffmpeg };
    const request: RenderRequest = { work, ...own, sourceLimits, timeline, firstFrameOnly, encoder };
    return await runProgram<Result>({
      ...RENDER_PROGRAM,
      request,
      directory: workRoot,
      limits,
      spare: options.spare,
      failed: renderFailed,
      watch: (leader, end) => new RenderWatch(leader, limits, end, options.pause),
      signal,
      onProgress: ({ stage, progress }) => onProgress?.(stage as RenderStage, progress),
    });
  } finally {
    await rm(workRoot, { recursive: true, force: true, maxRetries: 3 });
  }
}
