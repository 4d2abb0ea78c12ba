import { editSchemas } from '@app/render-proxy';
import { COMPONENTS, type JsonSchema, mapSchema, type Schemas } from './json-schema';
import { ruledClasses, withValidationRules } from './validation-rules';

const DEFINITIONS = '#/definitions/';
/** Types of fields that are plain objects in TypeScript. */
const OBJECTS: Schemas = {
  EditDocument: { $ref: `${COMPONENTS}Edit` },
  JsonObject: { type: 'object', additionalProperties: true },
};

/**
 * The schemas of all requests and responses: types and comments from the sources, bounds from the validation rules, the
 * edit from its schema package.
 * @param types JSON Schemas of the classes, as `scripts/type-schemas.mjs` makes them
 */
export function componentSchemas(types: Schemas): Schemas {
  const ruled = ruledClasses();
  const classes = Object.entries(types).filter(([name]) => isClass(name, types));
  const own = classes.map(([name, schema]) => {
    const resolved = resolve(schema, types);
    const target = ruled.get(name);
    const bounded = target ? withValidationRules(resolved, target) : resolved;
    return [name, name.endsWith('Dto') ? bounded : withoutClosing(bounded)] as const;
  });
  return { ...(editSchemas() as Schemas), ...Object.fromEntries(own) };
}

const isClass = (name: string, types: Schemas): boolean => /^\w+$/.test(name) && types[name]?.properties !== undefined;

/**
 * Classes stay references; every other type is inlined where it is used. A field's own comment takes precedence over
 * its type's.
 */
function resolve(schema: JsonSchema, types: Schemas): JsonSchema {
  return mapSchema(schema, (part) => {
    if (part.$ref) return resolveReference(part, types);
    if (part.anyOf) return flatNull(part);
    if (part.properties) return withoutNever(part);
    return part;
  });
}

function resolveReference({ $ref = '', ...own }: JsonSchema, types: Schemas): JsonSchema {
  const name = decodeURIComponent($ref.slice(DEFINITIONS.length));
  if (OBJECTS[name]) return { ...OBJECTS[name], ...own };
  if (isClass(name, types)) return { $ref: COMPONENTS + name, ...own };
  return { ...resolve(types[name] ?? {}, types), ...own };
}

/** `anyOf [string, null]` as one schema of both types. */
function flatNull({ anyOf = [], ...own }: JsonSchema): JsonSchema {
  const [first, ...rest] = anyOf;
  if (!first || rest.length !== 1 || rest[0]?.type !== 'null' || typeof first.type !== 'string')
    return { anyOf, ...own };
  return { ...first, ...own, type: [first.type, 'null'], ...(first.enum && { enum: [...first.enum, null] }) };
}

/** Fields of the type `never` are declared only so that requests with them are refused. */
function withoutNever(schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([, property]) => property.not === undefined);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Answers may gain fields, so their schemas do not forbid further ones. */
function withoutClosing(schema: JsonSchema): JsonSchema {
  const { additionalProperties, ...open } = schema;
  return additionalProperties === false ? open : schema;
}
