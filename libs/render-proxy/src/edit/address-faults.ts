import { FetchPolicy, type InputFault } from '@app/core';
import type { Edit } from './edit';
import { shown } from './edit-faults';
import { type EditSource, sourcesOf } from './sources-of';

/** Reports every source that is not an address at all (`"null"`, a file name), because no renderer could fetch it. */
export function* addressFaults(edit: Edit): Generator<InputFault> {
  for (const { src, path } of sourcesOf(edit))
    if (!URL.canParse(src))
      yield { path, code: 'invalid_url', message: `${shown(src)} is not an address; write https://….` };
}

const ANYWHERE = new FetchPolicy([]);
/** As many as the faults of one answer. */
const MOST_SOURCES = 100;

/**
 * Sources that can be fetched only if this installation allows their address or keeps them itself, which a checking
 * thread does not know; each address once.
 */
export function sourcesToAllow(edit: Edit): EditSource[] {
  const found = new Map<string, EditSource>();
  for (const source of sourcesOf(edit)) {
    if (found.size === MOST_SOURCES) break;
    if (!found.has(source.src) && !isAllowedAnywhere(source.src)) found.set(source.src, source);
  }
  return [...found.values()];
}

function isAllowedAnywhere(src: string): boolean {
  try {
    ANYWHERE.check(src);
    return true;
  } catch {
    return false;
  }
}
