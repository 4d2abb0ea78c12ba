import { authenticationRequired } from '@app/core';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  AccessTokensService,
} from '../sessions/access-tokens.service';
import { SessionsService } from '../sessions/sessions.service';
import { bearerOf } from './key-holders.service';
import type { SessionPrincipal } from './principal';

/** Our tokens have about 350 characters; longer ones are not worth decoding. */
const LONGEST_TOKEN = 1_024;

/** `Authorization: Bearer <access token>`. Looks up the session each time, so that a revoked one ends immediately. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    tokens: AccessTokensService,
    private readonly sessions: SessionsService,
  ) {
    super({
      jwtFromRequest: (request: unknown) => {
        const token = bearerOf(request as FastifyRequest);
        return token && token.length <= LONGEST_TOKEN ? token : null;
      },
      secretOrKeyProvider: (_: unknown, token: string, done: (error: unknown, key?: never) => void) => {
        const key = tokens.keyFor(token);
        // The types allow only strings; jsonwebtoken also accepts a KeyObject, which makes it 50 times faster.
        if (key) done(null, key as never);
        else done(authenticationRequired());
      },
      algorithms: [ACCESS_TOKEN_ALGORITHM],
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
    });
  }

  async validate({ sub, sid }: { sub?: unknown; sid?: unknown }): Promise<SessionPrincipal> {
    const principal =
      typeof sub === 'string' && typeof sid === 'string' ? await this.sessions.authenticate(sid, sub) : undefined;
    if (!principal) throw authenticationRequired('The session has ended; sign in again.');
    return principal;
  }
}
