import type { AppError } from '@app/core';
import type { z } from 'zod';
import { postRefused } from './platforms.errors';
import type { PostFault, VideoPost, VideoPublisher } from './video-publisher';

/** A rule: whether the post breaks it, the field that it concerns, and what that field must be. */
export type PostRule = readonly [isBroken: boolean, field: PostFault['field'], message: string];

export const brokenRules = (rules: readonly PostRule[]): PostFault[] =>
  rules.flatMap(([isBroken, field, message]) => (isBroken ? [{ field, message }] : []));

/** "title must not be empty; privacy must be public" */
export const faultsInWords = (faults: readonly PostFault[]): string =>
  faults.map(({ field, message }) => `${field} ${message}`).join('; ');

/** The error of a post that breaks these rules. */
export const refusalOf = (faults: readonly PostFault[]): AppError =>
  postRefused(`${faultsInWords(faults)}.`, {
    errors: faults.map(({ field, message }) => ({ path: field, code: 'refused_by_platform', message })),
  });

/** Parses the options of a post. Its faults are empty if and only if it has options. */
export function readOptions<T>(
  schema: z.ZodType<T>,
  { options = {} }: VideoPost,
): { options?: T; faults: PostFault[] } {
  const parsed = schema.safeParse(options);
  if (parsed.success) return { options: parsed.data, faults: [] };
  const faults = parsed.error.issues.map(({ path, message }): PostFault => {
    const name = path.length > 0 ? path.join('.') : 'the object';
    return { field: 'options', message: `${name} is refused: ${message}` };
  });
  return { faults };
}

/** The options of a post that no approval covers, since others can change their content after it. */
export const unapprovableOptions = (
  { mutableOptions }: VideoPublisher,
  { options = {} }: Pick<VideoPost, 'options'>,
): { name: string; message: string }[] =>
  Object.entries(mutableOptions)
    .filter(([name]) => options[name] !== undefined)
    .map(([name, instead]) => {
      return { name, message: `cannot be approved, since its content may change afterwards: use ${instead}` };
    });

/** "at most 90 seconds", with at most one decimal. */
export const inWords = (value: number): string => String(Math.round(value * 10) / 10);
