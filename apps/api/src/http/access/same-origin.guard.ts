import { accessDenied, type CoreConfig, coreConfig } from '@app/core';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A form on another site cannot set a header, and a script there needs the permission of CORS to do so. */
export const BROWSER_HEADER = 'x-requested-with';

/**
 * For routes that a cookie authenticates: accepts requests of our own pages only. The browser must name their origin,
 * and a script must have set `X-Requested-With`.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(coreConfig.KEY) core: CoreConfig) {
    this.origins = new Set([core.baseUrl, core.frontendUrl].map((address) => new URL(address).origin));
  }

  /** @throws access_denied */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!headers[BROWSER_HEADER]) throw accessDenied('This request needs the header X-Requested-With.');
    const { origin } = headers;
    if (origin === undefined || !(this.origins.has(origin) || isOriginOf(headers.host, origin)))
      throw accessDenied('Only pages of this installation may send this request.');
    return true;
  }
}

/** Whether the page comes from the host that it calls, under any of its names, such as `localhost`. */
function isOriginOf(host: string | undefined, origin: string): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
