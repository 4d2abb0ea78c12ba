/** The part of JSON Schema 2020-12 that the contract uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  discriminator?: { propertyName: string; mapping: Record<string, string> };
}

/** Schemas by name. */
export type Schemas = Record<string, JsonSchema>;

export const COMPONENTS = '#/components/schemas/';

/** Replaces every schema inside the schema by the result of `change`, innermost first. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (part: JsonSchema) => mapSchema(part, change);
  const lists = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((name) =>
    schema[name] ? [[name, schema[name].map(inner)] as const] : [],
  );
  return change({
    ...schema,
    ...Object.fromEntries(lists),
    ...(schema.items && { items: inner(schema.items) }),
    ...(schema.properties && { properties: mapValues(schema.properties, inner) }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: inner(schema.additionalProperties),
    }),
  });
}

export function mapValues<T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
