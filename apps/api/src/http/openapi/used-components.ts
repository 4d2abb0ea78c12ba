import type { OpenAPIObject } from '@nestjs/swagger';

type Components = Record<string, Record<string, unknown>>;
type Described = Pick<OpenAPIObject, 'paths'> & { webhooks?: object };

const REFERENCE = /"#\/components\/(\w+)\/([\w.-]+)"/g;

/**
 * The components that a document refers to, directly or through others: schemas and responses sorted by name, credentials in their order.
 * @throws Error for a reference to nothing
 */
export function usedComponents({ paths, webhooks }: Described, components: Components): Components {
  const used = new Map<string, Set<string>>();
  const visit = (part: unknown): void => {
    for (const [, kind = '', name = ''] of JSON.stringify(part ?? null).matchAll(REFERENCE)) {
      const names = used.get(kind) ?? new Set();
      if (names.has(name)) continue;
      used.set(kind, names.add(name));
      const component = components[kind]?.[name];
      if (!component) throw new Error(`The contract refers to #/components/${kind}/${name}, which does not exist.`);
      visit(component);
    }
  };
  visit([paths, webhooks]);
  const schemes = Object.entries(components.securitySchemes ?? {}).filter(([name]) => asksFor(name, paths));
  return {
    securitySchemes: Object.fromEntries(schemes),
    ...Object.fromEntries(
      [...used].map(([kind, names]) => [
        kind,
        Object.fromEntries([...names].sort().map((name) => [name, components[kind]?.[name]])),
      ]),
    ),
  };
}

const asksFor = (scheme: string, paths: OpenAPIObject['paths']): boolean =>
  Object.values(paths)
    .flatMap((item) => Object.values(item) as { security?: Record<string, unknown>[] }[])
    .some(({ security = [] }) => security.some((one) => scheme in one));
