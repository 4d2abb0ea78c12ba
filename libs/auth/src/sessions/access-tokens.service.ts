import { createHmac, createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import { type CoreConfig, coreConfig } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { type JwtPayload, sign, verify } from 'jsonwebtoken';
import { type AuthConfig, authConfig } from '../auth.config';
import { signingSecrets } from './signing-secrets';

/** The only algorithm that we sign with and accept. */
export const ACCESS_TOKEN_ALGORITHM = 'HS256';
/** RFC 9068: no other kind of token can pass for an access token. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
export const ACCESS_TOKEN_ISSUER = 'reelway';
export const ACCESS_TOKEN_AUDIENCE = 'reelway-api';

/** Creates access tokens, and holds the keys that verify them. */
@Injectable()
export class AccessTokensService {
  /** Seconds. */
  readonly lifetime: number;
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly currentKid: string;
  private readonly successorKeys: readonly Buffer[];

  constructor(@Inject(coreConfig.KEY) core: CoreConfig, @Inject(authConfig.KEY) config: AuthConfig) {
    const secrets = signingSecrets(core, config);
    const current = secrets[0] as string;
    this.keys = new Map(
      secrets.map((secret) => [
        derive(secret, 'kid').toString('hex').slice(0, 16),
        createSecretKey(Buffer.from(secret)),
      ]),
    );
    this.currentKid = derive(current, 'kid').toString('hex').slice(0, 16);
    this.successorKeys = secrets.map((secret) => derive(secret, 'refresh-successor'));
    this.lifetime = config.ACCESS_TOKEN_MINUTES * 60;
  }

  issue(userId: string, sessionId: string): string {
    const key = this.keys.get(this.currentKid) as KeyObject;
    return sign({ sid: sessionId }, key, {
      algorithm: ACCESS_TOKEN_ALGORITHM,
      header: { alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: this.currentKid },
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
      subject: userId,
      jwtid: randomUUID(),
      expiresIn: this.lifetime,
    });
  }

  /**
   * The key that the token's header names; undefined for a key or type of token that is not ours. `jwk`, `jku` and
   * `x5u` are ignored.
   */
  keyFor(token: string): KeyObject | undefined {
    try {
      const header = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('utf8')) as {
        typ?: unknown;
        kid?: unknown;
      };
      return header.typ === ACCESS_TOKEN_TYPE ? this.keys.get(String(header.kid)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The claims of a valid access token; undefined for any other text. */
  read(token: string): { userId: string; sessionId: string } | undefined {
    const key = this.keyFor(token);
    if (!key) return undefined;
    try {
      const options = {
        algorithms: [ACCESS_TOKEN_ALGORITHM],
        issuer: ACCESS_TOKEN_ISSUER,
        audience: ACCESS_TOKEN_AUDIENCE,
      };
      const { sub, sid } = verify(token, key, options as object) as JwtPayload & { sid?: unknown };
      return sub !== undefined && typeof sid === 'string' ? { userId: sub, sessionId: sid } : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * The refresh token that follows `token`: computed, so that a client that lost the answer can get the same one again.
   * The first one is computed with the current secret, each other one with another accepted secret: processes with an
   * older or newer configuration sign with those.
   */
  successorsOf(token: string, salt: Buffer): [Buffer, ...Buffer[]] {
    const successors = this.successorKeys.map((key) => createHmac('sha256', key).update(salt).update(token).digest());
    return successors as [Buffer, ...Buffer[]];
  }
}

const derive = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`reelway ${purpose}`).digest();
