const ACCEPTS_NULL = Symbol('accepts null');

/** A field to which null means something, such as a setting that returns to its default. */
export const AcceptsNull = (): PropertyDecorator => Reflect.metadata(ACCEPTS_NULL, true);

/** Whether the field of that DTO is marked with `@AcceptsNull()`. */
export const acceptsNull = (dto: object, field: string): boolean => Reflect.hasMetadata(ACCEPTS_NULL, dto, field);
