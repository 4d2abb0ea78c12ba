import { newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { ApiScope, UserRole } from '../access/principal';
import type { UserStatus } from '../users/user.entity';
import { ApiKey } from './api-key.entity';
import { generateApiKey, hashApiKey, visiblePrefix } from './api-key-format';

export interface NewApiKey {
  userId: string;
  name: string;
  scopes: readonly ApiScope[];
  expiresAt?: Date | null;
  rotatedFrom?: string | null;
}

/** What a request with the key needs to know, in one row. */
export interface ApiKeyHolder {
  keyId: string;
  userId: string;
  scopes: ApiScope[];
  expiresAt: Date | null;
  role: UserRole;
  status: UserStatus;
  mustResetPassword: boolean;
}

const HOLDER_QUERY = `
  select k.id as "keyId", k.user_id as "userId", k.scopes, k.expires_at as "expiresAt",
         u.role, u.status, u.must_reset_password as "mustResetPassword"
  from api_keys k join users u on u.id = k.user_id
  where k.key_hash = $1 and k.revoked_at is null`;

@Injectable()
export class ApiKeysRepository {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /** Stores the hash and gives the key back: the only moment at which it is known. */
  async insert(values: NewApiKey, manager: EntityManager = this.keys.manager): Promise<{ row: ApiKey; key: string }> {
    const key = generateApiKey();
    const row = manager.create(ApiKey, { ...values, id: newId(), scopes: [...values.scopes], keyHash: hashApiKey(key), prefix: visiblePrefix(key) });
    await manager.insert(ApiKey, row);
    return { row: await manager.findOneByOrFail(ApiKey, { id: row.id }), key };
  }

  async findHolder(keyHash: Buffer): Promise<ApiKeyHolder | undefined> {
    const rows = await this.keys.query<ApiKeyHolder[]>(HOLDER_QUERY, [keyHash]);
    return rows[0];
  }

  /** Writes at most once a minute, however many processes ask. */
  async markUsed(id: string): Promise<void> {
    await this.keys.query(`update api_keys set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`, [
      id,
    ]);
  }
}
