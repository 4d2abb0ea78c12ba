import { getMetadataStorage } from 'class-validator';

const ACCEPTS_NULL = Symbol('accepts null');

/** A field to which null means something, such as a setting that returns to its default. */
export const AcceptsNull = (): PropertyDecorator => Reflect.metadata(ACCEPTS_NULL, true);

/** Whether the field of that DTO is marked with `@AcceptsNull()`. */
export const acceptsNull = (dto: object, field: string): boolean => Reflect.hasMetadata(ACCEPTS_NULL, dto, field);

/**
 * Makes every null in the fields of a DTO, and of the DTOs in it, the value of a field that is left out. Values without
 * a class and fields that the DTO does not declare stay as they are.
 */
export function omitNulls(dto: object): void {
  for (const [name, value] of Object.entries(dto) as [string, unknown][]) {
    if (value === null && isDeclared(dto, name) && !acceptsNull(dto, name)) Object.assign(dto, defaultOf(dto, name));
    for (const member of [value].flat()) if (isDto(member)) omitNulls(member);
  }
}

const isDto = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype;

const isDeclared = (dto: object, field: string): boolean =>
  getMetadataStorage()
    .getTargetValidationMetadatas(dto.constructor, '', false, false)
    .some(({ propertyName }) => propertyName === field);

function defaultOf(dto: object, field: string): object {
  const defaults = new (dto.constructor as new () => Record<string, unknown>)();
  return { [field]: defaults[field] };
}
