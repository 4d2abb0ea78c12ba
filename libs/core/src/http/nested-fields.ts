import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { InputFault } from '../errors/app-error';
import { joinPath } from '../errors/validation-faults';

/** Lists in the place of a nested DTO, of which class-validator would check the items. */
export function* listsInsteadOfObjects(dto: object, parent = ''): Generator<InputFault> {
  for (const { propertyName, each } of nestedFieldsOf(dto)) {
    const path = joinPath(parent, propertyName);
    const value = (dto as Record<string, unknown>)[propertyName];
    const members: [number | undefined, unknown][] =
      each && Array.isArray(value) ? [...(value as unknown[]).entries()] : [[undefined, value]];
    for (const [index, member] of members) {
      const place = index === undefined ? path : joinPath(path, index);
      if (Array.isArray(member)) yield { path: place, code: 'is_object', message: `${place} must be an object` };
      else if (typeof member === 'object' && member !== null) yield* listsInsteadOfObjects(member, place);
    }
  }
}

const nestedFieldsOf = (dto: object) =>
  getMetadataStorage()
    .getTargetValidationMetadatas(dto.constructor, '', false, false)
    .filter(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
