import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GcsWorld } from './gcs-world';

/** One request, read and admitted. */
export interface GcsCall {
  request: FastifyRequest;
  reply: FastifyReply;
  world: GcsWorld;
  /** Decoded. */
  name: string;
  query: URLSearchParams;
  bytes: Buffer;
  /** Address of the emulator. */
  url: string;
}
