import type { ErrorFactory } from '@app/core';
import type { ApiHeaderOptions } from '@nestjs/swagger';

/** Describes the header of a request that changes something only as its caller has read it. @param noun such as `post` */
export const ifMatchHeader = (noun: string): ApiHeaderOptions => ({
  name: 'If-Match',
  required: false,
  description: `\`ETag\` of the ${noun} as you have read it: a ${noun} that has changed since is left alone.`,
  schema: { type: 'string' },
});

/** The `ETag` of something with this revision. */
export const tagOf = (revision: number): string => `"${revision}"`;

/**
 * The revision in an `If-Match`; undefined without one and for `*`.
 * @param changed the refusal of any other tag, which cannot be the current one
 */
export function revisionIn(ifMatch: string | undefined, changed: ErrorFactory): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (revision === undefined) throw changed();
  return Number(revision);
}
