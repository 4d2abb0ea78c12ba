import { authenticationRequired } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { API_KEY_PREFIX } from '../api-keys/api-key-format';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { authorizationOf } from './credential.strategy';
import type { ApiKeyPrincipal } from './principal';

/** `x-api-key: <key>` (as Shotstack's clients send it) or `Authorization: Bearer <key>`. */
@Injectable()
export class ApiKeyStrategy {
  constructor(private readonly keys: ApiKeysService) {}

  /** @returns null without a key */
  holderOf(request: FastifyRequest): Promise<ApiKeyPrincipal> | null {
    const header = request.headers['x-api-key'];
    const bearer = header === undefined ? authorizationOf(request, 'Bearer') : undefined;
    const key = header?.toString() ?? (bearer?.startsWith(API_KEY_PREFIX) ? bearer : undefined);
    return key === undefined ? null : this.holderOfKey(key);
  }

  private async holderOfKey(key: string): Promise<ApiKeyPrincipal> {
    const principal = await this.keys.authenticate(key);
    if (!principal) throw authenticationRequired('The API key is unknown, expired or revoked.');
    return principal;
  }
}
