import { callerOf } from '@app/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';

/** What stands for one client without a credential: any IPv6 client has at least a /64; mapped IPv4 counts as IPv4. */
export const clientNetwork = (address: string): string => normalizeIp(address, 64);

/** The account of a request; strangers of one network count as one. */
export function accountOf(request: FastifyRequest): string {
  const { id, ownerId = id, address } = callerOf(request);
  return address === undefined ? `account ${ownerId}` : `address ${clientNetwork(address)}`;
}
