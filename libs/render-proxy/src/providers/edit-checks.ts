import type { EditLimits } from '../edit/edit-limits';
import type { CheckedEdit } from '../edit/read-edit';
import type { renderProviders } from '.';
import { checkEdit as local } from './local/check-edit';
import { checkEdit as shotstack } from './shotstack/check-edit';

/**
 * Reads and checks an edit without using the network. Plain functions, separate from the adapters, because they also
 * run in threads.
 * @throws invalid_edit, edit_too_expensive
 */
export type EditCheck = (input: unknown, limits: EditLimits) => CheckedEdit;

const CHECKS: Readonly<Record<(typeof renderProviders)[number]['name'], EditCheck>> = { local, shotstack };

/** The rules of the renderer with this name. */
export function editCheckOf(provider: string): EditCheck {
  const check = Object.entries(CHECKS).find(([name]) => name === provider)?.[1];
  if (!check) throw new Error(`there is no renderer ${provider}`);
  return check;
}
