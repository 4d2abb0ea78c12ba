import { STATUS_CODES } from 'node:http';
import {
  AppError,
  type CoreConfig,
  coreConfig,
  type InputFault,
  ProblemDetailsFilter,
  STATUS_BY_KIND,
  toAppError,
} from '@app/core';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Errors for clients of Shotstack: the usual problem document plus the members that such clients read. On `/edit` these
 * are `success`, `message` and `response`; on `/serve` and `/ingest` the entries of `errors` are also JSON:API errors,
 * and there is at least one.
 */
@Injectable()
@Catch()
export class ShotstackErrorsFilter implements ExceptionFilter {
  private readonly problems: ProblemDetailsFilter;

  constructor(@Inject(coreConfig.KEY) config: CoreConfig) {
    this.problems = new ProblemDetailsFilter(`${config.baseUrl}/errors`);
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toAppError(thrown);
    const isEdit = host.switchToHttp().getRequest<FastifyRequest>().url.startsWith('/edit/');
    const members = isEdit
      ? { extra: { ...error.options.extra, ...envelopeOf(error) } }
      : { errors: jsonApiErrorsOf(error) };
    const same = new AppError(error.definition, error.message, {
      ...error.options,
      cause: error.options.cause ?? thrown,
      ...members,
    });
    const http = host.switchToHttp();
    this.problems.answer(same, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

const reasonOf = ({ kind }: AppError): string => STATUS_CODES[STATUS_BY_KIND[kind]] ?? 'Error';

function envelopeOf(error: AppError): Record<string, unknown> {
  const { errors } = error.options;
  return {
    success: false,
    message: reasonOf(error),
    response: { error: error.message, ...(errors && { details: errors.map(sentenceOf) }) },
  };
}

function jsonApiErrorsOf(error: AppError): InputFault[] {
  const faults = error.options.errors ?? [{ path: '', code: error.code, message: error.message }];
  const shared = { status: String(STATUS_BY_KIND[error.kind]), title: error.definition.title };
  return faults.map((fault) => ({ ...fault, ...shared, detail: sentenceOf(fault) }));
}

const sentenceOf = ({ path, message }: InputFault): string =>
  path && !message.startsWith(path) ? `${path} ${message}` : message;
