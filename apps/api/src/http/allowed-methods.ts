import type { FastifyInstance } from 'fastify';

/** The methods that a path supports, needed only when the router found no route; filled as routes are registered. */
export class AllowedMethods {
  private readonly routes: { pattern: RegExp; methods: readonly string[] }[] = [];

  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method }) => {
      const methods = [method].flat().filter((name) => name !== 'OPTIONS');
      if (methods.length > 0) this.routes.push({ pattern: toPattern(url), methods });
    });
  }

  of(path: string): string[] {
    return [
      ...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ].sort();
  }
}

/** `/api/keys/:id` and `/docs/*` as the router reads them. */
function toPattern(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[^/]+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
