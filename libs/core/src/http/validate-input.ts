import {
  type ArgumentMetadata,
  ParseUUIDPipe,
  type Type,
  ValidationPipe,
  type ValidationPipeOptions,
} from '@nestjs/common';
import { type ValidationError, validateSync } from 'class-validator';
import { invalidInput, notFound } from '../core.errors';
import type { AppError, InputFault } from '../errors/app-error';
import { faultsOf, joinPath } from '../errors/validation-faults';

const RULES = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: false };
const OPTIONS: ValidationPipeOptions = {
  ...RULES,
  transform: true,
  exceptionFactory: (errors: ValidationError[]) => refusalOf(faultsOf(errors)),
};
const MAX_FAULTS = 100;
/** Lists that are longer than any rule allows. */
const LONGEST_OUTLINE = 10_000;

const NAMED_FIELDS = 3;
const LONGEST_NAME = 100;

/** Validates every DTO: refuses unknown fields and reports all faults together. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe(OPTIONS);
}

type Json = Record<string, unknown>;

/**
 * Checks the fields of a large body but not the contents of its objects and lists: walking through and copying them
 * would delay every other request. A thread checks them where they are used. Write `@Body(new OutlinePipe(Dto))` before
 * a parameter whose type is not a class, because the usual pipe checks classes.
 */
export class OutlinePipe extends ValidationPipe {
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
    return Object.assign(checked, body);
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
