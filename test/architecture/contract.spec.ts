import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import ts from 'typescript';

interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  [keyword: string]: unknown;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; description?: string; schema: Schema }[];
  responses: Record<string, { $ref?: string }>;
  security?: object[];
}
interface Contract {
  openapi: string;
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, { content: Record<string, { schema: Schema }> }>;
  };
}

const root = join(__dirname, '../..');
const contract = JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8')) as Contract;
const { schemas, responses } = contract.components;
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
);

/** Every schema of the document with its position, including nested ones. */
function* schemasIn(part: unknown, place: string): Generator<{ place: string; schema: Schema }> {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as Schema;
  if (schema.type !== undefined || schema.properties) yield { place, schema };
  for (const [key, value] of Object.entries(part))
    if (!['examples', 'default', 'enum', 'mapping'].includes(key)) yield* schemasIn(value, `${place}/${key}`);
}

const resolved = (schema: Schema): Schema => ({ ...schemas[schema.$ref?.split('/').at(-1) ?? ''], ...schema });

it('is OpenAPI 3.1 and passes the recommended rules of redocly', async () => {
  const problems = await lint({
    ref: join(root, 'openapi.json'),
    config: await createConfig({ extends: ['recommended'], telemetry: 'off' }),
  });
  expect(contract.openapi).toBe('3.1.0');
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});

describe('schemas', () => {
  const all = [...schemasIn(contract.paths, 'paths'), ...schemasIn(schemas, 'schemas')];

  it('are never empty: an object has fields, or declares that it accepts any', () => {
    const empty = all.filter(
      ({ schema }) =>
        [schema.type].flat().includes('object') &&
        Object.keys(schema.properties ?? {}).length === 0 &&
        !schema.additionalProperties &&
        !schema.oneOf &&
        !schema.anyOf &&
        !schema.allOf,
    );
    expect(all.length).toBeGreaterThan(1_000);
    expect(empty.map(({ place }) => place)).toEqual([]);
  });

  it('have a description for every field', () => {
    const silent = all.flatMap(({ place, schema }) =>
      Object.entries(schema.properties ?? {})
        .filter(([name, field]) => !resolved(field).description && !(name === 'code' && place.startsWith('paths')))
        .map(([name]) => `${place}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('show an example of every text and number of ours that has no format, enum or default', () => {
    const OPEN = ['examples', 'enum', 'const', 'format', 'default', 'pattern'];
    const bare = Object.keys(ourFields()).flatMap((name) =>
      Object.entries(schemas[name]?.properties ?? {}).flatMap(([field, schema]) =>
        ['string', 'number', 'integer'].includes([schema.type].flat()[0] ?? '') && !OPEN.some((key) => key in schema)
          ? [`${name}.${field}`]
          : [],
      ),
    );
    expect(bare).toEqual([]);
  });

  it('tell the assets of an edit apart by their type', () => {
    const { discriminator, oneOf } = schemas.Asset as {
      discriminator: { propertyName: string; mapping: object };
      oneOf: object[];
    };
    expect(discriminator.propertyName).toBe('type');
    expect(Object.values(discriminator.mapping)).toEqual(oneOf.map((one) => (one as { $ref: string }).$ref));
    expect(oneOf.length).toBeGreaterThan(10);
  });
});

/** The fields of every request and response class in the sources, including inherited ones. */
function ourFields(): Record<string, { base?: string; fields: string[] }> {
  const classes: Record<string, { base?: string; fields: string[] }> = {};
  for (const file of readdirSync(join(root, 'apps/api/src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(dto|query|response)\.ts$/.test(file)) continue;
    const source = readFileSync(join(root, 'apps/api/src', file), 'utf8');
    for (const node of ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true).statements) {
      if (!ts.isClassDeclaration(node) || !node.name) continue;
      const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
      classes[node.name.text] = {
        base: base?.types[0]?.expression.getText(),
        fields: node.members.flatMap((member) =>
          ts.isPropertyDeclaration(member) && member.type?.kind !== ts.SyntaxKind.NeverKeyword
            ? [member.name.getText()]
            : [],
        ),
      };
    }
  }
  return classes;
}

it('has every field of every request and response class', () => {
  const classes = ourFields();
  const parameters = operations.map(({ parameters: list = [] }) => list.map(({ name }) => name));
  const isBase = (name: string) => Object.values(classes).some(({ base }) => base === name);
  const missing = Object.entries(classes).flatMap(([name, { base, fields }]) => {
    if (isBase(name) && !schemas[name]) return [];
    const all = [...fields, ...(classes[base ?? '']?.fields ?? [])];
    const isKnown = name.endsWith('Query')
      ? (field: string) =>
          parameters.some((names) => all.every((other) => names.includes(other)) && names.includes(field))
      : (field: string) => schemas[name]?.properties?.[field] !== undefined;
    return all.filter((field) => !isKnown(field)).map((field) => `${name}.${field}`);
  });
  expect(Object.keys(classes).length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

describe('operations', () => {
  it('have an id of a verb and a noun, a summary, one section and a credential', () => {
    const chapters = contract.tags.map(({ name }) => name);
    const incomplete = operations.filter(
      ({ operationId = '', summary, tags, security }) =>
        !/^[a-z]+([A-Z][A-Za-z]*)*$/.test(operationId) ||
        !summary ||
        !security ||
        tags?.length !== 1 ||
        !chapters.includes(tags[0] ?? ''),
    );
    expect(incomplete.map(({ name }) => name)).toEqual([]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('keep the ids that clients are generated from', () => {
    expect(operations.map(({ operationId = '' }) => operationId).sort((a, b) => a.localeCompare(b))).toMatchSnapshot();
  });

  it('name the codes of their errors for each status', () => {
    const silent = operations.flatMap(({ name, responses: answers }) => {
      const failures = Object.entries(answers).filter(
        ([status]) => Number(status) >= 400 && !name.startsWith('GET /health'),
      );
      const codesOf = ($ref = '') => {
        const { schema } = responses[$ref.split('/').at(-1) ?? '']?.content['application/problem+json'] ?? {};
        return schema?.allOf?.flatMap((part) => (part.properties?.code?.enum as string[] | undefined) ?? []) ?? [];
      };
      const unnamed = failures
        .filter(([, { $ref }]) => codesOf($ref).length === 0)
        .map(([status]) => `${name} ${status}`);
      return failures.length === 0 && !name.startsWith('GET /health') ? [name] : unnamed;
    });
    expect(silent).toEqual([]);
  });

  it('write no error into their descriptions', () => {
    const prose = operations.filter((operation) =>
      /Errors?:|\b4\d\d `/.test(String((operation as { description?: string }).description)),
    );
    expect(prose.map(({ name }) => name)).toEqual([]);
  });
});
