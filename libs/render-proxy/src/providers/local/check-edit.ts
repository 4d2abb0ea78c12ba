import { addressFaults, sourcesToAllow } from '../../edit/address-faults';
import { invalidEditOf } from '../../edit/edit-faults';
import type { EditLimits } from '../../edit/edit-limits';
import type { CheckedEdit } from '../../edit/read-edit';
import { editWarnings } from '../../engine/support-table';
import { validateEdit } from '../../engine/validate-edit';

/** The rules for edits that the engine of this machine renders. */
export function checkEdit(input: unknown, limits: EditLimits): CheckedEdit {
  const edit = validateEdit(input, limits);
  const errors = [...addressFaults(edit)];
  if (errors.length > 0) throw invalidEditOf(errors);
  return { edit, warnings: editWarnings(edit), sourcesToAllow: sourcesToAllow(edit) };
}
