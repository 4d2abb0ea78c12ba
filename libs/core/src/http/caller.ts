import type { ExecutionContext } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The caller's identity for limits and idempotency. The access guard sets it. */
export interface Caller {
  /**
   * Stable and unique per owner of a credential: `key:<uuid>`, `user:<uuid>`, `machine`, or `ip:<address>` for
   * strangers.
   */
  id: string;
  /** The account whose tokens and budgets a caller with a credential uses. */
  ownerId?: string;
  /** The client's address, only of strangers. */
  address?: string;
  /** What `accountOf` returns, once someone has asked. */
  account?: string;
}

/** A property costs less than a weak map with an entry for every request. */
const CALLER = Symbol('caller');
type Identified = FastifyRequest & { [CALLER]?: Caller };

export function setCaller(request: FastifyRequest, caller: Caller): void {
  (request as Identified)[CALLER] = caller;
}

/** The authenticated caller, otherwise the client's address. */
export function callerOf(request: FastifyRequest): Caller {
  return (request as Identified)[CALLER] ?? rememberStranger(request);
}

/** Behind proxies, every reading of `request.ip` evaluates the headers again. */
function rememberStranger(request: FastifyRequest): Caller {
  const { ip: address } = request;
  const stranger = { id: `ip:${address}`, address };
  setCaller(request, stranger);
  return stranger;
}

/** Whether the request comes without a valid credential. */
export function isAnonymous(request: FastifyRequest): boolean {
  return callerOf(request).address !== undefined;
}

/** What stands for one client without a credential: any IPv6 client has at least a /64; mapped IPv4 counts as IPv4. */
export const clientNetwork = (address: string): string => normalizeIp(address, 64);

/** The account of a request; strangers of one network count as one. */
export function accountOf(request: FastifyRequest): string {
  const caller = callerOf(request);
  return (caller.account ??= nameOfAccount(caller));
}

function nameOfAccount({ id, ownerId = id, address }: Caller): string {
  return address === undefined ? `account ${ownerId}` : `address ${clientNetwork(address)}`;
}

/** For guards of every route: Nest's `switchToHttp` creates three functions each time that it is called. */
export const requestOf = (context: ExecutionContext): FastifyRequest => context.getArgByIndex<FastifyRequest>(0);
export const replyOf = (context: ExecutionContext): FastifyReply => context.getArgByIndex<FastifyReply>(1);

/** Fastify makes a new object of a dozen values each time that one asks a request for its route. */
const ROUTE = Symbol('route');
type Routed = FastifyRequest & { [ROUTE]?: object };

/** A key for what a guard remembers about a route: Fastify has one such object for each route and method. */
export function routeOf(context: ExecutionContext): object {
  const request: Routed = requestOf(context);
  return (request[ROUTE] ??= request.routeOptions.config);
}
