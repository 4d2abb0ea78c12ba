import { type CoreConfig, isPublicAddress } from '@app/core';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A hop count trusts that many addresses, starting at our side; a list trusts these addresses and ranges. */
export function trustedProxies(setting: string | undefined) {
  if (setting === undefined) return false;
  if (!/^\d+$/.test(setting)) return setting.split(',').map((entry) => entry.trim());
  return (_address: string, hop: number) => hop < Number(setting);
}

/** Says once in production that a proxy of our own seems to count as the client, and so all clients as one. */
export function warnOfSharedAddress(server: FastifyInstance, config: CoreConfig): void {
  if (!config.isProduction) return;
  const logger = new Logger('http');
  let hasWarned = false;
  server.addHook('onRequest', (request, _reply, next) => {
    if (!hasWarned && isProxyTheClient(request)) {
      hasWarned = true;
      logger.warn('TRUST_PROXY seems to trust too few proxies: clients have a private address', { ip: request.ip });
    }
    next();
  });
}

/** No client of the internet has a private address, and a proxy has named others before this one. */
function isProxyTheClient({ headers, ip }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'];
  if (forwarded === undefined || isPublicAddress(ip)) return false;
  return String(forwarded).split(',', 1)[0]?.trim() !== ip;
}
