import { edit as published } from '@shotstack/schemas/json';
import { ADDED_FORMATS, OLDER_NAMES } from './schema-additions';

type JsonSchema = Record<string, unknown>;

const FORMAT_TEXTS: Readonly<Record<(typeof ADDED_FORMATS)[number], string>> = {
  webm: 'WebM video file',
  wav: 'wav audio file (audio only)',
};
const EXAMPLE = {
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 3 }] }] },
  output: { format: 'mp4', resolution: 'sd' },
};

/**
 * JSON Schemas (2020-12) of an edit as clients send it: `Edit` and everything that it refers to, by name, with
 * references of the form `#/components/schemas/<name>`. Unions of objects that differ in `type` or `provider` have a
 * discriminator.
 */
export function editSchemas(): Record<string, JsonSchema> {
  const {
    $defs,
    $schema: _,
    title: __,
    ...edit
  } = JSON.parse(
    JSON.stringify(published)
      .replaceAll('"#/$defs/', '"#/components/schemas/')
      .replaceAll('](/docs/', '](https://shotstack.io/docs/'),
    writtenOut,
  ) as JsonSchema & { $defs: Record<string, JsonSchema>; properties: JsonSchema };
  const { Output: output, ...rest } = $defs;
  const schemas: Record<string, JsonSchema> = {
    ...rest,
    Output: withAddedFormats(output as OutputSchema),
    Edit: { ...edit, properties: { ...edit.properties, ...olderNames(edit.properties) }, examples: [EXAMPLE] },
  };
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, discriminated(schema, schemas)]));
}

/**
 * Replaces a reference into the middle of another schema, which many tools cannot follow, with a copy of its target.
 */
function writtenOut(_key: string, value: unknown): unknown {
  const [, path] = /^#\/components\/schemas\/(\w+\/.+)$/.exec(String((value as JsonSchema | null)?.$ref)) ?? [];
  if (!path) return value;
  return path.split('/').reduce<unknown>((part, key) => (part as JsonSchema)[key], published.$defs);
}

type OutputSchema = JsonSchema & { properties: { format: { enum: string[]; description: string } } };

function olderNames(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(OLDER_NAMES.edit).map(([older, name]) => {
      const description = `Older name of \`${name}\`, which takes precedence when both are set.`;
      return [older, { ...(properties[name] as JsonSchema), description }];
    }),
  );
}

function withAddedFormats({ properties, ...output }: OutputSchema): JsonSchema {
  const { format } = properties;
  const ours = ADDED_FORMATS.map((name) => `\n\n- \`${name}\` - ${FORMAT_TEXTS[name]}`).join('');
  return {
    ...output,
    properties: {
      ...properties,
      format: { ...format, enum: [...format.enum, ...ADDED_FORMATS], description: format.description + ours },
    },
  };
}

/** Adds the discriminator to a union whose schemas each have a different constant in the same member. */
function discriminated(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const { oneOf } = schema as { oneOf?: { $ref?: string }[] };
  const names = oneOf?.map(({ $ref }) => $ref?.split('/').at(-1) ?? '') ?? [];
  for (const member of ['type', 'provider']) {
    const words = names.map((name) => onlyWord(schemas[name], member));
    if (words.length === 0 || words.includes(undefined)) continue;
    const mapping = Object.fromEntries(words.map((word, index) => [word, oneOf?.[index]?.$ref]));
    return { ...schema, discriminator: { propertyName: member, mapping } };
  }
  return schema;
}

function onlyWord(schema: JsonSchema | undefined, member: string): string | undefined {
  const { enum: words } = (schema?.properties as Record<string, { enum?: string[] }> | undefined)?.[member] ?? {};
  return words?.length === 1 ? words[0] : undefined;
}
