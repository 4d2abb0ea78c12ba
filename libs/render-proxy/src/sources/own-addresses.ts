import type { SafeHttpService } from '@app/core';
import type { Edit } from '../edit/edit';
import { withSources } from '../edit/sources-of';
import { ingestFolder } from './source.entity';

/**
 * An address that works: a new one for a source of this owner whose signed address has expired, otherwise the same. A
 * template outlives the addresses in it.
 */
export const workingAddress = (url: string, ownerId: string, http: SafeHttpService): string =>
  http.renewOwn(url, ingestFolder({ userId: ownerId, id: '' }));

/** The edit with addresses that work. */
export const withWorkingAddresses = (edit: Edit, ownerId: string, http: SafeHttpService): Edit =>
  withSources(edit, (src) => workingAddress(src, ownerId, http));
