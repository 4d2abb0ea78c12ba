import { Injectable, Logger } from '@nestjs/common';
import { accountSuspended, passwordResetRequired } from '../auth.errors';
import { CredentialCache } from '../access/credential-cache.service';
import { API_SCOPES, type ApiKeyPrincipal } from '../access/principal';
import { hashApiKey, isWellFormedApiKey } from './api-key-format';
import { ApiKeysRepository } from './api-keys.repository';

const LAST_USE_INTERVAL_MS = 60_000;
const MOST_TRACKED_KEYS = 10_000;

@Injectable()
export class ApiKeysService {
  private readonly logger = new Logger('ApiKeys');
  /** Key id → when this process last wrote its `last_used_at`. */
  private readonly usesWritten = new Map<string, number>();

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly cache: CredentialCache,
  ) {}

  /**
   * Who sent this key; undefined when it is unknown, expired or revoked.
   * @throws account_suspended, password_reset_required
   */
  async authenticate(key: string): Promise<ApiKeyPrincipal | undefined> {
    if (!isWellFormedApiKey(key)) return undefined;
    const keyHash = hashApiKey(key);
    const holder = await this.cache.lookup(keyHash.toString('base64'), () => this.keys.findHolder(keyHash));
    if (!holder || (holder.expiresAt && holder.expiresAt.getTime() <= Date.now())) return undefined;
    if (holder.status === 'suspended') throw accountSuspended();
    if (holder.mustResetPassword) throw passwordResetRequired();
    this.noteUse(holder.keyId);
    const { keyId, userId, role, scopes } = holder;
    return { kind: 'api_key', keyId, userId, ownerId: userId, role, scopes };
  }

  /** A key with every scope for `userId`: the given one when it is live and the user's own, else a new one. */
  async ensureKey(userId: string, name: string, key?: string): Promise<string> {
    const holder = key !== undefined && isWellFormedApiKey(key) ? await this.keys.findHolder(hashApiKey(key)) : undefined;
    if (key !== undefined && holder?.userId === userId && !holder.expiresAt) return key;
    const created = await this.keys.insert({ userId, name, scopes: API_SCOPES });
    return created.key;
  }

  /** Outside the request: a slow or failed write costs the caller nothing. */
  private noteUse(keyId: string): void {
    const now = performance.now();
    if (now - (this.usesWritten.get(keyId) ?? Number.NEGATIVE_INFINITY) < LAST_USE_INTERVAL_MS) return;
    if (this.usesWritten.size >= MOST_TRACKED_KEYS) this.usesWritten.clear();
    this.usesWritten.set(keyId, now);
    this.keys.markUsed(keyId).catch((error: Error) => this.logger.warn(`last use of a key was not written: ${error.message}`));
  }
}
