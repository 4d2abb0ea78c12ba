import type { ClientOrigin } from '@app/auth';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { deviceTokenOf } from './device-cookie';

/** The origin of the request, for the device list and for delays. `TRUST_PROXY` decides which address counts. */
export const CurrentOrigin = createParamDecorator((_: unknown, context: ExecutionContext): ClientOrigin => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { ip, headers } = request;
  return { ip, userAgent: headers['user-agent'], deviceToken: deviceTokenOf(request) };
});
