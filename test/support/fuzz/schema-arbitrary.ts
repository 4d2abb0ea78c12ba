import fc, { type Arbitrary } from 'fast-check';

/** The part of JSON Schema that the published contract uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  pattern?: string;
}

const LONGEST_TEXT = 60;
const LONGEST_LIST = 4;
/** Numbers without limits of their own: typical values of edits. */
const USUAL_NUMBERS = { min: -1_000, max: 10_000 };

/** Values that follow the schema of this name. Optional members are present half of the time. */
export function schemaArbitrary(schemas: Readonly<Record<string, JsonSchema>>, name: string): Arbitrary<unknown> {
  const known = new Map<string, Arbitrary<unknown>>();
  const named = (schema: string): Arbitrary<unknown> => {
    const found = known.get(schema) ?? of(schemas[schema] ?? {});
    known.set(schema, found);
    return found;
  };
  const of = (schema: JsonSchema): Arbitrary<unknown> => {
    const { $ref, oneOf, anyOf, examples = [] } = schema;
    if ($ref) return named($ref.split('/').at(-1) ?? '');
    const alternatives = oneOf ?? anyOf;
    if (alternatives) return fc.oneof(...alternatives.map(of));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    const plain = ofType(schema, of);
    return examples.length > 0 ? fc.oneof(plain, fc.constantFrom(...examples)) : plain;
  };
  return named(name);
}

function ofType(schema: JsonSchema, of: (schema: JsonSchema) => Arbitrary<unknown>): Arbitrary<unknown> {
  const { properties = {}, required = [], items = {}, minItems = 0 } = schema;
  const { minimum = USUAL_NUMBERS.min, maximum = Math.max(minimum, USUAL_NUMBERS.max) } = schema;
  const types = [schema.type ?? 'string'].flat();
  const arbitraries = types.map((type): Arbitrary<unknown> => {
    switch (type) {
      case 'object': {
        const members = Object.entries(properties).map(([name, member]) => [name, of(member)]);
        return fc.record(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>, {
          requiredKeys: required,
          noNullPrototype: true,
        });
      }
      case 'array':
        return fc.array(of(items), { minLength: minItems, maxLength: Math.max(minItems, LONGEST_LIST) });
      case 'integer':
        return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return textOf(schema);
    }
  });
  return fc.oneof(...arbitraries);
}

function textOf({ pattern, minLength = 0, maxLength = LONGEST_TEXT }: JsonSchema): Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, LONGEST_TEXT)) });
}
