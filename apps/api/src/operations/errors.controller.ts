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
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { ErrorListResponse, ErrorResponse } from './error.response';

/** The pages that the `type` of every problem document points to. */
@Public()
@ApiTags('Errors')
@Controller('errors')
export class ErrorsController {
  constructor(@Inject(coreConfig.KEY) private readonly config: CoreConfig) {}

  @Get()
  @ApiOperation({ summary: 'List every error of this API' })
  @ApiOkResponse({ type: ErrorListResponse })
  listErrors(): ErrorListResponse {
    return { errors: errorCatalogue().map((definition) => this.describe(definition)) };
  }

  @Get(':code')
  @ApiOperation({ summary: 'Explain one error and what to do about it' })
  @Throws(notFound)
  @ApiOkResponse({ type: ErrorResponse })
  getError(@Param('code') code: string): ErrorResponse {
    const definition = errorCatalogue().find((entry) => entry.code === code);
    if (!definition) throw notFound();
    return this.describe(definition);
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
