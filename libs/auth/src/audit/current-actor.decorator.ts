import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../access/principal';
import { type Actor, actorOf } from './audit-log.service';

/** Who calls and from where, for the audit log. `TRUST_PROXY` decides which address counts. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const principal = principalOf(request);
  return principal ? actorOf(principal, request.ip) : { kind: 'system', id: null, ip: request.ip };
});
