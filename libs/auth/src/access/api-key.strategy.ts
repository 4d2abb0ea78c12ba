import { authenticationRequired } from '@app/core';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { API_KEY_PREFIX } from '../api-keys/api-key-format';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { authorizationOf, CredentialStrategy } from './credential.strategy';
import type { ApiKeyPrincipal } from './principal';

/** `x-api-key: <key>` (as Shotstack's clients send it) or `Authorization: Bearer <key>`. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(CredentialStrategy, 'api-key') {
  constructor(private readonly keys: ApiKeysService) {
    super();
  }

  async validate(request: FastifyRequest): Promise<ApiKeyPrincipal | null> {
    const header = request.headers['x-api-key'];
    const bearer = authorizationOf(request, 'Bearer');
    const key = header?.toString() ?? (bearer?.startsWith(API_KEY_PREFIX) ? bearer : undefined);
    if (key === undefined) return null;
    const principal = await this.keys.authenticate(key);
    if (!principal) throw authenticationRequired('The API key is unknown, expired or revoked.');
    return principal;
  }
}
