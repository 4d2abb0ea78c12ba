import { alternatives, EDIT, type Schema, type Schemas, schemasOfMember, typesOf } from './edit-schema';
import { type JsonNode, jsonTree, stringOf, type TextRange } from './json-tree';

export interface Completion {
  /** As it appears in the list. */
  label: string;
  /** Such as `text`, `one of 5`. */
  kind: string;
  about: string;
  insert: string;
  /** Characters of `insert` before the caret. */
  caret: number;
  /** Whether the value that comes next can be chosen from a list. */
  leadsToChoice: boolean;
}

/** What can be written in a range of the text; choosing one replaces that range. */
export interface Completions extends TextRange {
  items: readonly Completion[];
}

interface CompletionContext extends TextRange {
  role: 'name' | 'value';
  /** The object or array around it. */
  parent: JsonNode;
  schemas: readonly Schema[];
  /** Of the value. */
  name: string | number;
}

/** Names and values that the contract allows at an offset of the text; undefined where it says nothing. */
export function completionsAt(text: string, offset: number, all: Schemas): Completions | undefined {
  const tree = jsonTree(text);
  if (tree?.kind !== 'object') return undefined;
  const context = contextAt(tree, alternatives(EDIT, tree, text, all), { text, offset, all });
  if (!context) return undefined;
  const end = endOf(context, text, offset);
  const typed = text.slice(context.start, Math.max(context.start, offset)).replace(/^"/, '').toLowerCase();
  const possible = context.role === 'name' ? namesFor(context, text, all) : valuesFor(context, all);
  const matching = possible.filter(({ label }) => label.toLowerCase().includes(typed));
  const begins = ({ label }: Completion) => Number(label.toLowerCase().startsWith(typed));
  const items = matching.sort((one, other) => begins(other) - begins(one));
  return items.length > 0 ? { start: context.start, end, items } : undefined;
}

/** A string without its last quote reaches to the end of the line; of that, only the word at the cursor counts. */
function endOf({ start, end }: TextRange, text: string, offset: number): number {
  const isOpen = text[start] === '"' && !/^"(?:[^"\\]|\\.)*"$/.test(text.slice(start, end));
  return isOpen ? offset + (/^[\w-]*/.exec(text.slice(offset, end))?.[0].length ?? 0) : end;
}

interface Search {
  text: string;
  offset: number;
  all: Schemas;
}

function contextAt(parent: JsonNode, schemas: readonly Schema[], search: Search): CompletionContext | undefined {
  const { text, offset, all } = search;
  const covers = (range: TextRange | undefined) => range && range.start <= offset && offset <= range.end;
  for (const { name, key, value } of parent.members) {
    if (key && covers(key)) return { role: 'name', parent, schemas, name, start: key.start, end: key.end };
    if (!value || !covers(value)) continue;
    if (value.kind === 'string' || value.kind === 'literal')
      return { role: 'value', parent, schemas, name, start: value.start, end: value.end };
    const isInside = value.start < offset && (offset < value.end || !/[}\]]/.test(text[value.end - 1] ?? ''));
    if (!isInside) return undefined;
    const inner = schemasOfMember(schemas, name).flatMap((schema) => alternatives(schema, value, text, all));
    return contextAt(value, inner, search);
  }
  return contextBetweenMembers(parent, schemas, search);
}

/** Between two members: after a comma or a bracket another one can begin, after a colon its value. */
function contextBetweenMembers(
  parent: JsonNode,
  schemas: readonly Schema[],
  { text, offset }: Search,
): CompletionContext | undefined {
  const before = text.slice(parent.start, offset).trimEnd().at(-1);
  const last = parent.members.filter(({ key, value }) => (value ?? key ?? parent).end <= offset).at(-1);
  const gap = { parent, schemas, start: offset, end: offset };
  if (before === ':') return last && { ...gap, role: 'value', name: last.name };
  if (before !== ',' && before !== '{' && before !== '[') return undefined;
  return parent.kind === 'object'
    ? { ...gap, role: 'name', name: '' }
    : { ...gap, role: 'value', name: parent.members.length };
}

function namesFor({ parent, schemas, start, end }: CompletionContext, text: string, all: Schemas): Completion[] {
  const used = new Set(parent.members.filter(({ key }) => key?.start !== start).map(({ name }) => name));
  const colon = /^\s*:/.test(text.slice(end)) ? '' : ': ';
  const found = new Map<string, { options: Schema[]; rank: number }>();
  for (const { properties = {}, required = [] } of schemas)
    for (const [name, schema] of Object.entries(properties)) {
      if (used.has(name)) continue;
      const options = [...(found.get(name)?.options ?? []), schema, ...alternatives(schema, undefined, text, all)];
      found.set(name, { options, rank: required.includes(name) ? 0 : schema.deprecated ? 2 : 1 });
    }
  return [...found]
    .sort(([, one], [, other]) => one.rank - other.rank)
    .map(([name, { options }]) => nameItem(name, options, colon));
}

function nameItem(name: string, options: readonly Schema[], colon: string): Completion {
  const types = new Set(options.flatMap(typesOf));
  const choices = options.flatMap(({ enum: values = [] }) => values);
  const isChoice = choices.length > 0 || types.has('boolean');
  const [type] = types.size === 1 ? types : [];
  const empty = colon === '' || isChoice ? '' : ({ object: '{}', array: '[]', string: '""' }[type ?? ''] ?? '');
  const insert = `${JSON.stringify(name)}${colon}${empty}`;
  return {
    label: name,
    kind: choices.length > 1 ? `one of ${new Set(choices).size}` : [...types].map(nameOfType).join(' or '),
    about: sentence(options),
    insert,
    caret: insert.length - (empty === '' ? 0 : 1),
    leadsToChoice: isChoice && colon !== '',
  };
}

function valuesFor({ schemas, name }: CompletionContext, all: Schemas): Completion[] {
  const options = schemasOfMember(schemas, name).flatMap((schema) => [
    ...(schema.oneOf ? [] : [schema]),
    ...alternatives(schema, undefined, '', all),
  ]);
  const literals = options.flatMap((option) => [
    ...(option.enum ?? []),
    ...(typesOf(option).includes('boolean') ? [true, false] : []),
  ]);
  const examples = options.flatMap(({ examples: own = [] }) => own).filter((value) => typeof value !== 'object');
  const types = new Set(options.flatMap(typesOf));
  const containers = [...(types.has('object') ? ['{}'] : []), ...(types.has('array') ? ['[]'] : [])];
  const values = new Map([
    ...examples.map((value) => [JSON.stringify(value), 'example'] as const),
    ...literals.map((value) => [JSON.stringify(value), 'value'] as const),
    ...containers.map((empty) => [empty, empty === '{}' ? 'object' : 'list'] as const),
  ]);
  return [...values].map(([insert, kind]) => ({
    label: stringOf(insert),
    kind,
    about: '',
    insert,
    caret: insert.length - (insert === '{}' || insert === '[]' ? 1 : 0),
    leadsToChoice: false,
  }));
}

const nameOfType = (type: string): string =>
  ({ string: 'text', array: 'list', boolean: 'true or false', integer: 'whole number' })[type] ?? type;

/** The first sentence of the description, without Markdown. */
function sentence(options: readonly Schema[]): string {
  const description = options.find((option) => option.description)?.description ?? '';
  const plain = description.replace(/\[([^\][]*)\]\([^()[\]]*\)/g, '$1').replace(/[`*]/g, '');
  return /^[^\n]*?(?:\.(?=\s+[A-Z]|$)|(?=\n)|$)/.exec(plain)?.[0] ?? '';
}
