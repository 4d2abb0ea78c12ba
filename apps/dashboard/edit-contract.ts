import type { Plugin } from 'vite';

interface Contract {
  components: { schemas: Record<string, unknown> };
}

/** Of the API's contract, the editor needs only what an edit can contain. */
export function editContract(): Plugin {
  return {
    name: 'edit-contract',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/openapi.json')) return undefined;
      const { schemas } = (JSON.parse(code) as Contract).components;
      return { code: JSON.stringify({ components: { schemas: reachable('Edit', schemas) } }), map: null };
    },
  };
}

/** A schema with everything that it refers to. */
function reachable(name: string, schemas: Readonly<Record<string, unknown>>, found: Record<string, unknown> = {}) {
  if (name in found) return found;
  found[name] = schemas[name];
  for (const [, next = ''] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    reachable(next, schemas, found);
  return found;
}
