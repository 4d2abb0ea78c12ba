import { type AppError, type InputFault, truncate } from '@app/core';
import { invalidEdit } from '../render-proxy.errors';

/** Maximum number of faults in one answer, and of their characters in total. */
const MAX_FAULTS = 100;
const MAX_CHARACTERS = 32_000;
/** Maximum characters of a value, or of a name, that an error repeats. */
const MAX_SHOWN = 200;

/**
 * @returns invalid_edit with the first faults, and a note when there are more; does not read beyond those that it lists
 */
export function invalidEditOf(faults: Iterable<InputFault>): AppError {
  const errors: InputFault[] = [];
  let characters = 0;
  for (const fault of faults) {
    characters += fault.path.length + fault.message.length;
    if (errors.length >= MAX_FAULTS || (errors.length > 0 && characters > MAX_CHARACTERS))
      return invalidEdit(`Only the first ${errors.length} faults are listed.`, { errors });
    errors.push(fault);
  }
  return invalidEdit(undefined, { errors });
}

export const shorten = (text: string): string => truncate(text, MAX_SHOWN);

/** A value as an error message shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** `timeline.tracks[0].clips[2].length` */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${shorten(String(part))}`,
    '',
  );
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((object, key) => (object as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
