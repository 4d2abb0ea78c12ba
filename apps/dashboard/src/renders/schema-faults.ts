import type { Fault } from '../api/problem';
import { alternatives, EDIT, type Schema, type Schemas, schemasOfMember } from './edit-schema';
import { type JsonNode, jsonTree, stringOf } from './json-tree';

/**
 * Names that the contract does not know, and values that are not among its choices. They are found in an unfinished text
 * as well, before the API checks the edit. Placeholders of templates are no faults.
 */
export function schemaFaults(text: string, all: Schemas): Fault[] {
  const tree = jsonTree(text);
  return tree ? faultsIn(tree, alternatives(EDIT, tree, text, all), '', { text, all }) : [];
}

interface Context {
  text: string;
  all: Schemas;
}

function faultsIn(node: JsonNode, schemas: readonly Schema[], path: string, context: Context): Fault[] {
  const { text, all } = context;
  if (node.kind === 'string') return choiceFaults(stringOf(text.slice(node.start, node.end)), schemas, path);
  return node.members.flatMap(({ name, value }) => {
    const own = typeof name === 'number' ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    const possible = schemasOfMember(schemas, name);
    if (possible.length === 0 && typeof name === 'string') return nameFaults(name, schemas, own);
    if (!value) return [];
    const inner = possible.flatMap((schema) => alternatives(schema, value, text, all));
    return faultsIn(value, inner, own, context);
  });
}

function nameFaults(name: string, schemas: readonly Schema[], path: string): Fault[] {
  const isClosed = schemas.length > 0 && schemas.every((schema) => schema.additionalProperties === false);
  if (!isClosed || name.includes('{{')) return [];
  const known = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
  const similar = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const message = similar ? `Unknown name. Did you mean ${similar}?` : 'Unknown name.';
  return [{ path, code: 'schema', message }];
}

function choiceFaults(value: string, schemas: readonly Schema[], path: string): Fault[] {
  const choices = schemas.flatMap((schema) => schema.enum ?? []);
  const isChoice = schemas.length > 0 && schemas.every((schema) => schema.enum !== undefined);
  if (!isChoice || value.includes('{{') || choices.includes(value)) return [];
  const [first = '', ...others] = choices.map(String);
  const named = others.length > 8 ? `such as ${first}` : [first, ...others].join(', ');
  return [{ path, code: 'schema', message: `Not one of the possible values: ${named}.` }];
}
