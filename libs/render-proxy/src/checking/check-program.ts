import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import { AppError } from '@app/core';
import { packError } from '@app/media';
import { decidingSources, estimateSeconds } from '../edit/estimate-seconds';
import { editCheckOf } from '../providers/edit-checks';
import { renderFailed } from '../render-proxy.errors';
import type { CheckOutcome, CheckTask, TaskBegun } from './check-messages';

/** As many as faults in one answer, because the job keeps them. */
const MAX_WARNINGS = 100;

/**
 * The program of a checking thread. It checks one edit at a time and keeps nothing of it. A thread without a task just
 * stays ready.
 */
export function checkEdit(task: CheckTask | null): CheckOutcome | undefined {
  if (!task) return undefined;
  parentPort?.postMessage({ begun: task.id } satisfies TaskBegun);
  try {
    return check(task);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: packError(error, renderFailed) };
  }
}

function check({ provider, request, limits, lengths }: CheckTask): CheckOutcome {
  const { edit, warnings } = editCheckOf(provider)(request, limits);
  if (!lengths) {
    const wants = decidingSources(edit);
    if (wants.length > 0) return { wants };
  }
  const { format } = edit.output;
  const estimate = estimateSeconds(edit, lengths ?? new Map());
  return {
    summary: {
      ...estimate,
      format,
      warnings: [...warnings, ...estimate.warnings].slice(0, MAX_WARNINGS),
      ...(edit.callback !== undefined && { callback: edit.callback }),
    },
  };
}
