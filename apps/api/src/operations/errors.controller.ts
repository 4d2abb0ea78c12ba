import { Public } from '@app/auth';
import {
  AppError,
  type CoreConfig,
  coreConfig,
  type ErrorDefinition,
  errorCatalogue,
  notFound,
  STATUS_BY_KIND,
} from '@app/core';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { layOutPage, prefersHtml } from '../http/html-page';
import { Throws } from '../http/throws.decorator';
import { ErrorListResponse, ErrorResponse } from './error.response';
import { errorListPage, errorPage } from './error-pages';

/** What the `type` of every problem document points to: pages for people, JSON for programs. */
@Public()
@ApiTags('Errors')
@Controller('errors')
export class ErrorsController {
  constructor(@Inject(coreConfig.KEY) private readonly config: CoreConfig) {}

  @Get()
  @ApiOperation({
    summary: 'List every error of this API',
    description: 'A page for browsers, JSON for programs.',
  })
  @ApiOkResponse({ type: ErrorListResponse })
  listErrors(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ErrorListResponse | string {
    reply.header('Vary', 'Accept');
    const errors = errorCatalogue().filter(({ isInternal }) => !isInternal);
    const described = errors.map((definition) => this.describe(definition));
    return prefersHtml(request) ? layOutPage(reply, errorListPage(described)) : { errors: described };
  }

  @Get(':code')
  @ApiOperation({
    summary: 'Explain one error and what to do about it',
    description: 'A page for browsers, JSON for programs.',
  })
  @Throws(notFound)
  @ApiOkResponse({ type: ErrorResponse })
  getError(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ErrorResponse | string {
    reply.header('Vary', 'Accept');
    const definition = errorCatalogue().find((entry) => entry.code === code);
    if (!definition) throw notFound(`No error has the code ${JSON.stringify(code.slice(0, 64))}.`);
    const described = this.describe(definition);
    return prefersHtml(request) ? layOutPage(reply, errorPage(described)) : described;
  }

  private describe(definition: ErrorDefinition): ErrorResponse {
    const { code, kind, title, help } = definition;
    const { retryable } = new AppError(definition, title);
    return {
      code,
      status: STATUS_BY_KIND[kind],
      title,
      help,
      retryable,
      type: `${this.config.baseUrl}/errors/${code}`,
    };
  }
}
