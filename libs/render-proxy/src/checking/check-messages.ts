import type { InputFault } from '@app/core';
import type { PlainError } from '@app/media';
import type { Output } from '../edit/edit';
import type { EditLimits } from '../edit/edit-limits';
import type { EditEstimate } from '../edit/estimate-seconds';

/** The facts about an edit that passed all checks. The edit itself stays in the thread. */
export interface EditSummary extends EditEstimate {
  format: Output['format'];
  callback?: string;
  /** What its author should know although the edit renders. */
  warnings: InputFault[];
}

/** An edit to check. */
export interface EditToCheck {
  /** Name of the renderer. */
  provider: string;
  request: unknown;
  limits: EditLimits;
  /** Seconds of the sources that an earlier answer asked for. */
  lengths?: ReadonlyMap<string, number | undefined>;
}

export interface CheckTask extends EditToCheck {
  id: number;
}

/** A thread sends this when it begins, so that its start-up time does not count as the edit's. */
export interface TaskBegun {
  begun: number;
}

export type CheckOutcome =
  | { summary: EditSummary }
  /** The timing depends on the length of these sources. */
  | { wants: string[] }
  | { error: PlainError };
