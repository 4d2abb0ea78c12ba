import {
  type Actor,
  type ApiKey,
  ApiKeysService,
  type ApiScope,
  type IssuedApiKey,
  type KeyRotation,
  type SessionPrincipal,
  UsersService,
} from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Creates keys and mails the owner of the account, and the member who created it, about each. */
@Injectable()
export class ApiKeyIssuingService {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws too_many_api_keys */
  create(
    principal: SessionPrincipal,
    values: { name: string; scopes: ApiScope[]; expiresAt?: Date | null },
    actor: Actor,
  ): Promise<IssuedApiKey> {
    return this.keys.create(principal, values, actor, (key, manager) => this.mail(key, principal, manager));
  }

  /** @throws not_found, api_key_not_live */
  rotate(principal: SessionPrincipal, rotation: KeyRotation, actor: Actor): Promise<IssuedApiKey> {
    return this.keys.rotate(principal, rotation, actor, (key, manager) => this.mail(key, principal, manager));
  }

  private async mail({ id }: ApiKey, { ownerId, userId }: SessionPrincipal, manager: EntityManager): Promise<void> {
    for (const person of new Set([ownerId, userId])) {
      const { email } = await this.users.get(person, manager);
      await this.publisher.publish(sendAccountMail, { template: 'api_key_created', email, keyId: id }, { manager });
    }
  }
}
