import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';
import { type JsonSchema, mapValues } from './json-schema';

/** The equivalent of each class-validator rule in JSON Schema. A rule that is not listed has none. */
const RULES: Readonly<Record<string, (...constraints: never[]) => JsonSchema>> = {
  isInt: () => ({ type: 'integer' }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  isDivisibleBy: (multipleOf: number) => ({ multipleOf }),
  isLength: (minLength: number, maxLength: number) => ({ minLength, maxLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  matches: ({ source }: RegExp) => ({ pattern: source }),
  isIn: (values: readonly unknown[]) => ({ enum: [...values] }),
  isEmail: () => ({ format: 'email' }),
  isUuid: () => ({ format: 'uuid' }),
  isDate: () => ({ format: 'date-time' }),
  isIso8601: () => ({ format: 'date' }),
  arrayMinSize: (minItems: number) => ({ minItems }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};

type RuledClass = new () => Record<string, unknown>;

const rulesByClass = () =>
  (getMetadataStorage() as unknown as { validationMetadatas: Map<RuledClass, ValidationMetadata[]> })
    .validationMetadatas;

/** The classes that have validation rules, by name. */
export function ruledClasses(): Map<string, RuledClass> {
  return new Map([...rulesByClass().keys()].map((target) => [target.name, target]));
}

/**
 * Adds to the schema of a class what the validation enforces: the bounds of its rules, which fields may be omitted, and
 * their defaults.
 */
export function withValidationRules(schema: JsonSchema, target: RuledClass): JsonSchema {
  const rules = [...rulesByClass()].flatMap(([owner, own]) =>
    owner === target || Object.prototype.isPrototypeOf.call(owner, target) ? own : [],
  );
  const defaults = new target();
  const optional = new Set(rules.flatMap(({ type, propertyName }) => (isOptionalRule(type) ? [propertyName] : [])));
  const properties = mapValues(schema.properties ?? {}, (property, name) => ({
    ...rules.filter(({ propertyName }) => propertyName === name).reduce(withRule, property),
    ...(defaults[name] !== undefined && { default: defaults[name] }),
  }));
  const { required = [], ...rest } = schema;
  const needed = required.filter((name) => !optional.has(name));
  return { ...rest, properties, ...(needed.length > 0 && { required: needed }) };
}

const isOptionalRule = (type: string): boolean => type === 'conditionalValidation';

function withRule(schema: JsonSchema, { name, each, constraints }: ValidationMetadata): JsonSchema {
  const rule = RULES[name ?? '']?.(...((constraints ?? []) as never[]));
  if (!rule) return schema;
  if (each) return { ...schema, items: { ...schema.items, ...rule } };
  // A nullable field stays nullable: null satisfies every rule.
  const nullable = Array.isArray(schema.type) && schema.type.includes('null');
  if (nullable && rule.type) return { ...schema, type: [rule.type as string, 'null'] };
  if (nullable && rule.enum) return { ...schema, enum: [...rule.enum, null] };
  return { ...schema, ...rule };
}
