import { type AppError, ProblemDetailsFilter, withStatusOf } from '@app/core';
import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorPage, isPagePath } from './error-page';
import { sendPage } from './html-page';
import { asShotstackAnswers, isShotstackPath } from './shotstack-problems';

/**
 * Answers every error of this process, including those of the router and of hooks: with a problem document in the
 * dialect of the path, or with a page on paths that people without an account open in a browser.
 */
@Catch()
export class ApiProblemsFilter extends ProblemDetailsFilter {
  override answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    super.answer(isShotstackPath(request.url) ? asShotstackAnswers(thrown, request.url) : thrown, request, reply);
  }

  protected override send(reply: FastifyReply, error: AppError, request: FastifyRequest): void {
    if (isPagePath(request.url)) void sendPage(withStatusOf(reply, error), errorPage(error, request.id));
    else super.send(reply, error, request);
  }
}
