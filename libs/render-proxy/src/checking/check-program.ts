import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import '@shotstack/schemas/zod'; // Now, because it would otherwise load during the first task.
import { AppError } from '@app/core';
import { packError, svgProblem } from '@app/media';
import { decidingSources, estimateSeconds } from '../edit/estimate-seconds';
import { applyMergeFields } from '../edit/merge-fields';
import { readCaptions } from '../engine/scene/captions';
import { endOfCues } from '../engine/scene/cues';
import { isShort } from '../engine/segments/segment-costs';
import { editCheckOf } from '../providers/edit-checks';
import { renderFailed } from '../render-proxy.errors';
import type { CheckAnswer, CheckOutcome, CheckTask, NumberedTask, TaskBegun, TaskName } from './check-messages';
import { yieldToOtherThreads } from './thread-priority';
import { threadFile } from './thread-time';

yieldToOtherThreads();

const file = threadFile();

const TASKS: { readonly [Name in TaskName]: (task: CheckTask[Name]) => CheckAnswer[Name] } = {
  summarise,
  read: ({ provider, request, limits }) => editCheckOf(provider)(request, limits).edit,
  merge: ({ request, limits }) => applyMergeFields(request, limits),
  inspectSvg: ({ path }) => svgProblem(readFileSync(path, 'utf8')),
  captionsEnd: ({ path }) => endOfCues(readCaptions(readFileSync(path))),
};

/** Maximum number of warnings: the same as of faults in one answer, because the job stores them. */
const MAX_WARNINGS = 100;

/**
 * The program of a checking thread. It runs one task at a time and keeps nothing of it. A thread without a task stays
 * ready.
 */
export function runTask(numbered: NumberedTask | null): CheckOutcome | undefined {
  if (!numbered) return undefined;
  const { id, name, task } = numbered;
  parentPort?.postMessage({ begun: id, ...(file !== undefined && { threadFile: file }) } satisfies TaskBegun);
  try {
    return { answer: (TASKS[name] as (task: unknown) => unknown)(task) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: packError(error, renderFailed) };
  }
}

function summarise({ provider, request, limits, lengths }: CheckTask['summarise']): CheckAnswer['summarise'] {
  const { edit, warnings, sourcesToAllow = [] } = editCheckOf(provider)(request, limits);
  if (!lengths) {
    const wants = decidingSources(edit);
    if (wants.length > 0) return { wants };
  }
  const { format } = edit.output;
  const estimate = estimateSeconds(edit, lengths ?? new Map(), limits.maxSeconds);
  return {
    summary: {
      ...estimate,
      format,
      isShort: isShort(edit, estimate.seconds),
      warnings: [...warnings, ...estimate.warnings].slice(0, MAX_WARNINGS),
      sourcesToAllow,
      ...(edit.callback !== undefined && { callback: edit.callback }),
    },
  };
}
