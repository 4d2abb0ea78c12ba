import {
  type ArgumentMetadata,
  ParseUUIDPipe,
  type Type,
  ValidationPipe,
  type ValidationPipeOptions,
} from '@nestjs/common';
import { type ValidationError, type ValidatorOptions, validateSync } from 'class-validator';
import { invalidInput, notFound } from '../core.errors';
import type { AppError, InputFault } from '../errors/app-error';
import { faultsOf, joinPath, unknownField } from '../errors/validation-faults';
import { prepareDto } from './prepare-dto';

const RULES = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: false };
const OPTIONS: ValidationPipeOptions = {
  ...RULES,
  transform: true,
  // The sentences about faults need the class.
  validationError: { target: true },
  exceptionFactory: (errors: ValidationError[]) => refusalOf(faultsOf(errors)),
};
const MAX_FAULTS = 100;
/** Lists that are longer than any rule allows. */
const LONGEST_OUTLINE = 10_000;

const NAMED_FIELDS = 3;
const LONGEST_NAME = 100;

type Json = Record<string, unknown>;

/**
 * Validates every DTO: refuses unknown fields, reports all faults together, and treats null like a field that is left
 * out, unless the field is marked with `@AcceptsNull()`.
 */
class InputPipe extends ValidationPipe {
  /** Nest would drop such names. */
  protected override stripProtoKeys(value: object): void {
    const faults = [...forbiddenNames(value)];
    if (faults.length > 0) throw refusalOf(faults);
    super.stripProtoKeys(value);
  }

  protected override validate(dto: object, options?: ValidatorOptions) {
    const faults = prepareDto(dto);
    if (faults.length > 0) throw refusalOf(faults.slice(0, MAX_FAULTS));
    return super.validate(dto, options);
  }
}

/** The pipe for all inputs of the process. */
export const createValidationPipe = (): ValidationPipe => new InputPipe(OPTIONS);

/**
 * Checks the fields of a large body but not the contents of its objects and lists: walking through and copying them
 * would delay every other request. A thread checks them where they are used. Write `@Body(new OutlinePipe(Dto))` before
 * a parameter whose type is not a class, because the usual pipe checks classes.
 */
export class OutlinePipe extends InputPipe {
  /** @param items classes of the items of lists, by the name of the field; items are checked in the same way */
  constructor(
    expectedType: Type,
    private readonly items: Readonly<Record<string, Type<object>>> = {},
  ) {
    super({ ...OPTIONS, expectedType });
  }

  override async transform(body: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!isObject(body) || Array.isArray(body)) return super.transform(body, metadata);
    const checked = (await super.transform(outlineOf(body), metadata)) as object;
    const errors = [...this.faultsOfItems(body)];
    if (errors.length > 0) throw refusalOf(errors);
    return Object.assign(checked, Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)));
  }

  private *faultsOfItems(body: Json): Generator<InputFault> {
    let count = 0;
    for (const [name, ItemType] of Object.entries(this.items)) {
      for (const [index, item] of ((body[name] ?? []) as unknown[]).entries()) {
        const path = joinPath(name, index);
        const faults = isObject(item)
          ? faultsOf(validateSync(Object.assign(new ItemType(), outlineOf(item)), RULES), path)
          : [{ path, code: 'is_object', message: `${path} must be an object` }];
        yield* faults;
        count += faults.length;
        if (count >= MAX_FAULTS) return;
      }
    }
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Names that every object has: Nest and class-transformer drop them silently. */
function* forbiddenNames(value: unknown, parent = ''): Generator<InputFault> {
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const path = joinPath(parent, name);
    if (name === 'prototype' || name in Object.prototype) yield unknownField(path);
    yield* forbiddenNames(member, path);
  }
}

/** The same fields with empty objects and empty lists. */
function outlineOf(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? Array.from({ length: Math.min(value.length, LONGEST_OUTLINE) }, () => null)
        : isObject(value)
          ? {}
          : value,
    ]),
  );
}

/** Its detail is short for any input: it names the first fields that are wrong and counts the rest. */
function refusalOf(faults: readonly InputFault[]): AppError {
  const paths = [...new Set(faults.flatMap(({ path }) => (path ? [path] : [])))];
  if (paths.length === 0) return invalidInput(undefined, { errors: faults });
  const named = paths.slice(0, NAMED_FIELDS).map((path) => path.slice(0, LONGEST_NAME));
  const more = paths.length > named.length ? ` and ${paths.length - named.length} more` : '';
  const fields = paths.length === 1 ? 'One field is' : `${paths.length} fields are`;
  return invalidInput(`${fields} not valid: ${named.join(', ')}${more}.`, { errors: faults });
}

/** For `@Param('id', existingId)`: a text that is not a UUID cannot be the id of anything. */
export const existingId = new ParseUUIDPipe({ exceptionFactory: () => notFound() });
