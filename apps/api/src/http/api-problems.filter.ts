import { ProblemDetailsFilter } from '@app/core';
import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asShotstackAnswers, isShotstackPath } from './shotstack-problems';

/** Every error of this process, also those of the router and of hooks: a problem document in the dialect of the path. */
@Catch()
export class ApiProblemsFilter extends ProblemDetailsFilter {
  override answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    super.answer(isShotstackPath(request.url) ? asShotstackAnswers(thrown, request.url) : thrown, request, reply);
  }
}
