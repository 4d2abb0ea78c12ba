import type { InputFault } from '@app/core';
import type { Edit } from './edit';
import { shown } from './edit-faults';
import { sourcesOf } from './sources-of';

/** Reports every source that is not an address at all (`"null"`, a file name), because no renderer could fetch it. */
export function* addressFaults(edit: Edit): Generator<InputFault> {
  for (const { src, path } of sourcesOf(edit))
    if (!URL.canParse(src))
      yield { path, code: 'invalid_url', message: `${shown(src)} is not an address; write https://….` };
}
