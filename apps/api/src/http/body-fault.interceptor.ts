import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { bodyFaultOf } from './body/read-body';

/** Refuses a request whose body could not be accepted, once the guards have let its caller in. */
@Injectable()
export class BodyFaultInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const fault = bodyFaultOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (fault) throw fault;
    return next.handle();
  }
}
