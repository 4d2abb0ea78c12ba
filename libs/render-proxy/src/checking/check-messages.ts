import type { InputFault } from '@app/core';
import type { PlainError } from '@app/media';
import type { Edit, Output } from '../edit/edit';
import type { EditLimits } from '../edit/edit-limits';
import type { EditEstimate } from '../edit/estimate-seconds';

/** The facts about an edit that passed all checks. The edit itself stays in the thread. */
export interface EditSummary extends EditEstimate {
  format: Output['format'];
  callback?: string;
  /** What its author should know although the edit renders. */
  warnings: InputFault[];
}

/** One piece of work for a checking thread. */
export type CheckTask = {
  /** An edit by the rules of a renderer: its summary. */
  summarise: {
    provider: string;
    request: unknown;
    limits: EditLimits;
    /** Seconds of the sources that an earlier answer asked for. */
    lengths?: ReadonlyMap<string, number | undefined>;
  };
  /** An edit by the rules of a renderer: as it is rendered. */
  read: { provider: string; request: unknown; limits: EditLimits };
  /** An edit with its merge fields filled in. */
  merge: { request: unknown; limits: EditLimits };
  /** The SVG at a path of this machine. */
  inspectSvg: { path: string };
};

export type TaskName = keyof CheckTask;

export interface CheckAnswer {
  /** `wants` when the timing depends on the length of these sources. */
  summarise: { summary: EditSummary } | { wants: string[] };
  read: Edit;
  merge: unknown;
  /** Why it is refused, in words that follow "svg"; undefined when it can be drawn. */
  inspectSvg: string | undefined;
}

/** What a thread is sent. */
export interface NumberedTask {
  id: number;
  name: TaskName;
  task: CheckTask[TaskName];
}

/** A thread sends this when it begins, so that its start-up time does not count as the task's. */
export interface TaskBegun {
  begun: number;
}

export type CheckOutcome = { answer: unknown } | { error: PlainError };
