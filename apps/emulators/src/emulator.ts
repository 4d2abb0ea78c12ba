import type { FastifyInstance } from 'fastify';

/** An emulator of an outside service, reached over real HTTP under `/<name>`. */
export interface Emulator {
  /** Path segment; unique. */
  name: string;
  /** Shown at `GET /`: which service it emulates and how to control it, one sentence each. */
  help: readonly string[];
  /** Variables that point the product at this emulator at `url`; `asked` holds the user's own settings. */
  env?(url: string, asked: Readonly<Record<string, string | undefined>>): Record<string, string>;
  /** Adds the routes to a separate scope: parsers and hooks set here do not leak to other emulators. */
  register(scope: FastifyInstance): void | Promise<void>;
}
