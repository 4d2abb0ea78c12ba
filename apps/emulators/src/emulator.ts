import type { FastifyInstance } from 'fastify';

/** A stand-in for an outside service, reached over real HTTP under `/<name>`. */
export interface Emulator {
  /** Path segment; unique. */
  name: string;
  /** Shown at `GET /`: what it stands for and how to drive it, one sentence each. */
  help: readonly string[];
  /** Variables with which the product finds this stand-in at `url`; `asked` is what the user has set. */
  env?(url: string, asked: Readonly<Record<string, string | undefined>>): Record<string, string>;
  /** Adds the routes to a scope of its own: parsers and hooks set here do not leak to other emulators. */
  register(scope: FastifyInstance): void | Promise<void>;
}
