import { ValidationTypes } from 'class-validator';
import type { InputFault } from '../errors/app-error';
import { rulesOf } from '../errors/rule-messages';
import { joinPath } from '../errors/validation-faults';
import { acceptsNull } from './null-fields';

/** A field that the DTO declares. */
interface Field {
  /** Whether its value is another DTO; `list`: a list of them. */
  nested: 'object' | 'list' | undefined;
}

/**
 * Makes every null in the fields of a DTO, and of the DTOs in it, the value of a field that is left out. Values without
 * a class and fields that the DTO does not declare stay as they are.
 * @returns a fault for each list that stands where an object is expected; class-validator would check the list's items
 * instead
 */
export function prepareDto(dto: object, parent = '', faults: InputFault[] = []): readonly InputFault[] {
  const fields = fieldsOf(dto);
  for (const [name, value] of Object.entries(dto) as [string, unknown][]) {
    const field = fields.get(name);
    if (value === null && field && !acceptsNull(dto, name)) Object.assign(dto, defaultOf(dto, name));
    const path = joinPath(parent, name);
    for (const [index, member] of membersOf(value, field)) {
      const at = index === undefined ? path : joinPath(path, index);
      if (field?.nested && Array.isArray(member))
        faults.push({ path: at, code: 'is_object', message: `${at} must be an object` });
      else if (isDto(member)) prepareDto(member, at, faults);
    }
  }
  return faults;
}

/** The items of a list with their positions, or the value itself. */
const membersOf = (value: unknown, field: Field | undefined): Iterable<readonly [number | undefined, unknown]> =>
  Array.isArray(value) && field?.nested !== 'object' ? (value as unknown[]).entries() : [[undefined, value]];

function fieldsOf(dto: object): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const { propertyName, type, each } of rulesOf(dto)) {
    const nested = type === ValidationTypes.NESTED_VALIDATION ? (each ? 'list' : 'object') : undefined;
    fields.set(propertyName, { nested: nested ?? fields.get(propertyName)?.nested });
  }
  return fields;
}

function isDto(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype;
}

function defaultOf(dto: object, field: string): object {
  const defaults = new (dto.constructor as new () => Record<string, unknown>)();
  return { [field]: defaults[field] };
}
