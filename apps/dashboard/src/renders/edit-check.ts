import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { type Fault, Problem, problemOf } from '../api/problem';
import { useSettled } from '../ui/use-settled';
import { schemaFaults } from './schema-faults';
import { useEditSchemas } from './use-edit-schemas';

type Edit = Schemas['Edit'];

/** Milliseconds without typing after which the edit is estimated. */
const PAUSE_MS = 500;

/** The text of an edit, for people. */
export const formatEdit = (edit: unknown): string => JSON.stringify(edit, null, 2);

/** The edit of a text, or why it is not JSON. */
export function parseEdit(text: string): { edit: Edit } | { fault: Fault } {
  try {
    return { edit: JSON.parse(text) as Edit };
  } catch (error) {
    return { fault: { path: '', code: 'json', message: (error as Error).message } };
  }
}

export interface EditCheck {
  estimate: Schemas['EstimateResponse'] | undefined;
  faults: readonly Fault[];
  /** A problem without a position in the edit. */
  problem: Problem | null;
  isChecking: boolean;
}

/**
 * Length, cost and faults of an edit while it is typed. Faults are those that the API finds; before its answer, and in a
 * text that is not JSON yet, those that the contract shows.
 */
export function useEditCheck(text: string): EditCheck {
  const schemas = useEditSchemas();
  const settled = useSettled(text, PAUSE_MS);
  const parsed = parseEdit(settled);
  const result = useQuery({
    queryKey: ['estimate', settled],
    enabled: 'edit' in parsed,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () => answerOf(api.POST('/api/v1/estimate', { body: (parsed as { edit: Edit }).edit })),
  });
  const problem = result.error ? problemOf(result.error) : null;
  const early = schemas && !result.data && !problem ? schemaFaults(settled, schemas) : [];
  const faults = 'fault' in parsed ? [parsed.fault, ...early] : (problem?.faults ?? early);
  return {
    estimate: 'edit' in parsed ? result.data : undefined,
    faults,
    problem: faults.length > 0 ? null : problem,
    isChecking: settled !== text || result.isFetching,
  };
}
