import { authenticationRequired, isSameSecret, onceKnown } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { API_KEY_PREFIX } from '../api-keys/api-key-format';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { type AuthConfig, authConfig } from '../auth.config';
import type { ApiKeyPrincipal, MachinePrincipal } from './principal';

/**
 * The holder of the key that a request carries. Keys are checked before passport, which takes several times as long to
 * prepare for a request as a known key takes to check.
 */
@Injectable()
export class KeyHoldersService {
  private readonly adminKey?: string;

  constructor(
    private readonly keys: ApiKeysService,
    @Inject(authConfig.KEY) config: AuthConfig,
  ) {
    this.adminKey = config.ADMIN_API_KEY;
  }

  /**
   * `X-Admin-Key`, compared in constant time with ADMIN_API_KEY; refused while that is unset.
   * @returns null without the header
   */
  ofAdminKey(request: FastifyRequest): MachinePrincipal | null {
    const header = request.headers['x-admin-key'];
    if (header === undefined) return null;
    if (this.adminKey === undefined || !isSameSecret(header.toString(), this.adminKey))
      throw authenticationRequired('The admin key is not valid.');
    return { kind: 'machine', role: 'admin' };
  }

  /**
   * `x-api-key: <key>` (as Shotstack's clients send it) or `Authorization: Bearer <key>`.
   * @returns null without a key
   */
  ofApiKey(request: FastifyRequest): ApiKeyPrincipal | Promise<ApiKeyPrincipal> | null {
    const header = request.headers['x-api-key'];
    const bearer = header === undefined ? bearerOf(request) : undefined;
    const key = header?.toString() ?? (bearer?.startsWith(API_KEY_PREFIX) ? bearer : undefined);
    return key === undefined ? null : onceKnown(this.keys.authenticate(key), assertKnown);
  }
}

function assertKnown(principal: ApiKeyPrincipal | undefined): ApiKeyPrincipal {
  if (!principal) throw authenticationRequired('The API key is unknown, expired or revoked.');
  return principal;
}

/** What follows `Authorization: Bearer`, a key or an access token; undefined without it. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  const [scheme, token, ...rest] = headers.authorization?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 ? token : undefined;
}
