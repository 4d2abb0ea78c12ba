import { AppError } from '@app/core';
import { Injectable } from '@nestjs/common';
import { exhaustMap, filter, interval, map, merge, type Observable, take } from 'rxjs';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { SessionsService } from '../sessions/sessions.service';
import { CredentialCacheService } from './credential-cache.service';
import type { ApiScope, UserPrincipal } from './principal';

/** Sessions and keys also expire, without a notification. */
const RECHECK_MS = 30_000;

/** For long-lived answers such as event streams: reports when their caller loses access. */
@Injectable()
export class AccessWatchService {
  constructor(
    private readonly cache: CredentialCacheService,
    private readonly sessions: SessionsService,
    private readonly keys: ApiKeysService,
  ) {}

  /** Emits once, when the credential no longer grants all these scopes on the same account. */
  lost(principal: UserPrincipal, ...scopes: ApiScope[]): Observable<true> {
    const changes = this.cache.changed.pipe(
      filter((id) => id === undefined || id === principal.userId || id === principal.ownerId),
    );
    return merge(changes, interval(RECHECK_MS)).pipe(
      exhaustMap(() => this.has(principal, scopes)),
      filter((has) => !has),
      map(() => true as const),
      take(1),
    );
  }

  private async has(principal: UserPrincipal, scopes: readonly ApiScope[]): Promise<boolean> {
    try {
      const now =
        principal.kind === 'session'
          ? await this.sessions.authenticate(principal.sessionId, principal.userId)
          : await this.keys.authenticateId(principal.keyId);
      return now?.ownerId === principal.ownerId && scopes.every((scope) => now.scopes.includes(scope));
    } catch (error) {
      // The account is suspended, or a new password is needed. While the database is unavailable, nobody loses access.
      return !(error instanceof AppError);
    }
  }
}
