import { type JsonNode, stringOf } from './json-tree';

/** What the contract says about a value, as far as the editor uses it. */
export interface Schema {
  $ref?: string;
  oneOf?: readonly Schema[];
  discriminator?: { propertyName: string; mapping?: Readonly<Record<string, string>> };
  type?: string | readonly string[];
  description?: string;
  deprecated?: boolean;
  enum?: readonly (string | number | boolean | null)[];
  examples?: readonly unknown[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
}

/** Schemas of the contract by name. */
export type Schemas = Readonly<Record<string, Schema>>;

export const EDIT: Schema = { $ref: '#/components/schemas/Edit' };

/** The alternatives that a value can follow, without those that its kind or its discriminator excludes. */
export function alternatives(schema: Schema, node: JsonNode | undefined, text: string, all: Schemas): Schema[] {
  if (schema.$ref !== undefined) return alternatives(named(schema.$ref, all), node, text, all);
  if (!schema.oneOf) return [schema];
  const chosen = discriminated(schema, node, text);
  if (chosen !== undefined) return alternatives(named(chosen, all), node, text, all);
  return schema.oneOf.flatMap((option) => alternatives(option, node, text, all)).filter((option) => fits(option, node));
}

function named(ref: string, all: Schemas): Schema {
  return all[ref.slice(ref.lastIndexOf('/') + 1)] ?? {};
}

/** The alternative that a member such as `type` names. */
function discriminated({ discriminator }: Schema, node: JsonNode | undefined, text: string): string | undefined {
  const value = node?.members.find(({ name }) => name === discriminator?.propertyName)?.value;
  return value && discriminator?.mapping?.[stringOf(text.slice(value.start, value.end))];
}

function fits(schema: Schema, node: JsonNode | undefined): boolean {
  return (node?.kind !== 'object' && node?.kind !== 'array') || typesOf(schema).includes(node.kind);
}

/** The kinds of JSON that a schema allows, as far as it names them. */
export function typesOf({ type, properties, items }: Schema): string[] {
  if (type !== undefined) return [type].flat();
  return properties ? ['object'] : items ? ['array'] : [];
}

/** The schemas of a member of a value that follows one of these schemas. */
export function schemasOfMember(parents: readonly Schema[], name: string | number): Schema[] {
  return parents.flatMap(({ properties, items, additionalProperties }) => {
    if (typeof name === 'number') return items ?? [];
    const own = properties?.[name];
    return own ?? (typeof additionalProperties === 'object' ? additionalProperties : []);
  });
}
