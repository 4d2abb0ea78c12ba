import type { FastifyRequest } from 'fastify';

/** The caller's identity for limits and idempotency. The access guard sets it. */
export interface Caller {
  /**
   * Stable and unique per owner of a credential: `key:<uuid>`, `user:<uuid>`, `machine`, or `ip:<address>` for
   * strangers.
   */
  id: string;
  /** The account whose tokens and budgets a caller with a credential uses. */
  ownerId?: string;
}

const callers = new WeakMap<FastifyRequest, Caller>();

export function setCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** The authenticated caller, otherwise the client's address. */
export function callerOf(request: FastifyRequest): Caller {
  return callers.get(request) ?? { id: `ip:${request.ip}` };
}

/** Whether the request comes without a valid credential. */
export function isAnonymous(request: FastifyRequest): boolean {
  return !callers.has(request);
}
