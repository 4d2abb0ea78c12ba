import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../logging/describe-error';
import { requestContext } from '../logging/request-context';
import type { AppError } from './app-error';
import { PROBLEM_CONTENT_TYPE, STATUS_BY_KIND, toProblem } from './problem-details';
import { toAppError } from './translate-error';

/** The only place where errors become HTTP, and the only place that logs them. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  /** @param errorsUrl base of the problem's `type`, such as `https://api.example.com/errors` */
  constructor(private readonly errorsUrl: string) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answer(
      thrown,
      host.switchToHttp().getRequest<FastifyRequest>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    );
  }

  /** For errors that never reach a controller: from the router, from hooks, from routes without a controller. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toAppError(thrown);
    this.log(error);
    if (reply.raw.headersSent) {
      // Part of the answer has been sent: breaking the connection is the only way left to signal the error.
      reply.raw.destroy();
      return;
    }
    this.send(reply, error, request);
  }

  protected send(reply: FastifyReply, error: AppError, request: FastifyRequest): void {
    sendProblem(reply, error, request.id, this.errorsUrl);
  }

  /**
   * The request's own log line names the code of a refusal. Only our own failures get a second line, with a stack when
   * we cannot explain them.
   */
  private log(error: AppError): void {
    const context = requestContext();
    if (context) context.errorCode = error.code;
    const status = STATUS_BY_KIND[error.kind];
    if (status < 500) return;
    if (error.kind === 'internal')
      this.logger.error('request failed', { error_code: error.code, err: error.options.cause ?? error });
    else
      this.logger.warn('the request could not be served', {
        error_code: error.code,
        detail: error.message,
        reason: reasonOf(error),
      });
  }
}

/** Answers with the problem document of an error; also for code that runs before or outside the filter. */
export function sendProblem(reply: FastifyReply, error: AppError, requestId: string, errorsUrl: string): void {
  withStatusOf(reply, error)
    .header('Content-Type', PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(toProblem(error, requestId, errorsUrl)));
}

/** The status of an error, and when a client may try again, whatever the form of the answer. */
export function withStatusOf(reply: FastifyReply, error: AppError): FastifyReply {
  const { retryAfterSeconds } = error.options;
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  return reply.status(STATUS_BY_KIND[error.kind]);
}

function reasonOf(error: AppError): string | undefined {
  return error.options.cause === undefined ? undefined : describeError(error.options.cause).message;
}
