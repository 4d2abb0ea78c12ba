import { accessDenied, type CoreConfig, coreConfig } from '@app/core';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isLocalHost } from './local-host';

/** A form on another site cannot set a header, and a script there needs the permission of CORS to do so. */
export const BROWSER_HEADER = 'x-requested-with';

/**
 * For routes that a cookie authenticates: accepts requests of our own pages only, which are those of the configured
 * origins, and on this machine those that this server itself has sent. The browser must name their origin, and a script
 * must have set `X-Requested-With`.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(coreConfig.KEY) private readonly core: CoreConfig) {
    const addresses = [core.baseUrl, core.frontendUrl, ...core.ALLOWED_ORIGINS];
    this.origins = new Set(addresses.map((address) => new URL(address).origin));
  }

  /** @throws access_denied */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!headers[BROWSER_HEADER]) throw accessDenied('This request needs the header X-Requested-With.');
    const { origin } = headers;
    if (origin === undefined || !(this.origins.has(origin) || isOwnPage(headers.host, origin)))
      throw accessDenied(
        `Only pages of this installation may send this request: open them at ${this.core.frontendUrl}.`,
      );
    return true;
  }
}

/** Whether the page comes from the host that it calls, under any name of this machine, such as `localhost`. */
const isOwnPage = (host: string | undefined, origin: string): boolean =>
  isLocalHost(host) && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
