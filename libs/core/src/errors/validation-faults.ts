import type { ValidationError } from 'class-validator';
import type { InputFault } from './app-error';
import { ruleMessage } from './rule-messages';

const MAX_KEY_LENGTH = 64;

/**
 * All faults that class-validator found, as a flat list with JSON paths such as `targets[0].account_id` and snake_case
 * codes.
 */
export function faultsOf(errors: readonly ValidationError[], parent = ''): InputFault[] {
  return errors.flatMap((error) => {
    const path = joinPath(parent, error.property);
    const children = faultsOf(error.children ?? [], path);
    const constraints = Object.entries(error.constraints ?? {});
    const unknown = constraints.some(([name]) => name === 'whitelistValidation');
    if (unknown) return [unknownField(path)];
    // Every rule reports a missing value; the caller needs only one report.
    if (constraints.length > 0 && error.value === undefined && children.length === 0)
      return [{ path, code: 'required', message: `${path} is required` }];
    const faults = constraints.map(([name, given]) => ({
      path,
      code: snakeCase(name),
      message: ruleMessage(error, name, path, given),
    }));
    return [...faults, ...children];
  });
}

export const unknownField = (path: string): InputFault => ({
  path,
  code: 'unknown_field',
  // A name that the client made up may be long; the path has as much of it as fits.
  message: `${path.length > MAX_KEY_LENGTH ? 'this' : path} is not a field of this request`,
});

/** `parent.key`, `parent[0]` or `parent["a key"]`. */
export function joinPath(parent: string, key: string | number): string {
  if (typeof key === 'number' || /^\d+$/.test(key)) return `${parent}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key) || key.length > MAX_KEY_LENGTH)
    return `${parent}[${JSON.stringify(key.slice(0, MAX_KEY_LENGTH))}]`;
  return parent ? `${parent}.${key}` : key;
}

function snakeCase(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
