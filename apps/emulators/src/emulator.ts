import type { FastifyInstance } from 'fastify';

/** An emulator of an outside service, reached over real HTTP under `/<name>`. */
export interface Emulator {
  /** Path segment; unique. */
  name: string;
  /** Shown at `GET /`: which service it emulates and how to control it, one sentence each. */
  help: readonly string[];
  /**
   * Hosts of a service that has several: each gets a listener of its own, so that a request to the wrong host fails
   * as it does in reality. What reaches the listener of `api` is routed as `/<name>/api/…`.
   */
  hosts?: readonly string[];
  /**
   * Variables that point the product at this emulator at `url` and `hosts`; `asked` holds the user's own settings.
   */
  env?(url: string, asked: Readonly<Record<string, string | undefined>>, hosts: HostAddresses): Record<string, string>;
  /**
   * Adds the routes to a separate scope: parsers and hooks set here do not leak to other emulators.
   * @param hosts complete as soon as the server listens
   */
  register(scope: FastifyInstance, hosts: HostAddresses): void | Promise<void>;
}

/** Base addresses by the name of the host. */
export type HostAddresses = Readonly<Record<string, string>>;
