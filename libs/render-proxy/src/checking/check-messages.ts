import type { InputFault } from '@app/core';
import type { PlainError } from '@app/media';
import type { Edit, Output } from '../edit/edit';
import type { EditLimits } from '../edit/edit-limits';
import type { EditEstimate } from '../edit/estimate-seconds';
import type { EditSource } from '../edit/sources-of';

/** The facts about an edit that passed all checks. The edit itself stays in the thread. */
export interface EditSummary extends EditEstimate {
  format: Output['format'];
  callback?: string;
  /** It takes less than a segment of a long render, and no more memory than most. */
  isShort: boolean;
  /** Warnings for the author of an edit that renders nevertheless. */
  warnings: InputFault[];
  /** Sources whose addresses this installation has to allow, because it fetches them. */
  sourcesToAllow: EditSource[];
}

/** One piece of work for a checking thread. */
export type CheckTask = {
  /** Checks an edit by the rules of a renderer and returns its summary. */
  summarise: {
    provider: string;
    request: unknown;
    limits: EditLimits;
    /** Seconds of the sources that an earlier answer requested. */
    lengths?: ReadonlyMap<string, number | undefined>;
  };
  /** Checks an edit by the rules of a renderer and returns it as it is rendered. */
  read: { provider: string; request: unknown; limits: EditLimits };
  /** Fills in the merge fields of an edit. */
  merge: { request: unknown; limits: EditLimits };
  /** Reads the SVG at a path on this machine. */
  inspectSvg: { path: string };
  /** Reads the captions at a path on this machine. */
  captionsEnd: { path: string };
};

export type TaskName = keyof CheckTask;

export interface CheckAnswer {
  /** `wants` when the timing depends on the length of these sources. */
  summarise: { summary: EditSummary } | { wants: string[] };
  read: Edit;
  merge: unknown;
  /** Why it is refused, in words that follow "svg"; undefined when it can be drawn. */
  inspectSvg: string | undefined;
  /** When the last caption ends, in seconds; undefined for a file without captions. */
  captionsEnd: number | undefined;
}

/** The input of a thread. */
export interface NumberedTask {
  id: number;
  name: TaskName;
  task: CheckTask[TaskName];
}

/** A thread sends this when it begins, so that its start-up time does not count as the task's. */
export interface TaskBegun {
  begun: number;
  /** See `threadFile`. */
  threadFile?: string;
}

export type CheckOutcome = { answer: unknown } | { error: PlainError };
