import type { Readable } from 'node:stream';
import { CurrentPrincipal, emailNotVerified, Public, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, Idempotent, malformedRequest, notFound, payloadTooLarge, urlNotAllowed } from '@app/core';
import { sourceInTransfer, tooManySources } from '@app/render-proxy';
import { objectCorrupted, objectSizeMismatch, storageNotConfigured, storageUnavailable } from '@app/storage';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Req, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { ReadBody } from '../http/body/request-body';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { DirectSourcesService } from './direct-sources.service';
import { QueuedSourceResponse, SourceListResponse, SourceResponse, UploadResponse } from './json-api.response';
import { SourceDto } from './source.dto';
import { SourceReaderService } from './source-reader.service';
import { SourcesService } from './sources.service';

@ApiTags('Shotstack: Ingest')
@Controller('ingest/v1')
export class SourcesController {
  constructor(
    private readonly ingest: SourcesService,
    private readonly reader: SourceReaderService,
    private readonly direct: DirectSourcesService,
  ) {}

  @Post('sources')
  @RequireScope('render:write')
  @UseGuards(ConfirmedAddressGuard)
  @Idempotent()
  @ApiOperation({
    summary: 'Fetch a file into our storage',
    description:
      'Video, images, audio, fonts and subtitles up to 5 GB; at most 1,000 sources and, with their renditions, 100 GB per account. Creates renditions of it as well.',
  })
  @Throws(emailNotVerified, tooManySources, urlNotAllowed)
  @ApiCreatedResponse({ type: QueuedSourceResponse })
  async createSource(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() source: SourceDto,
  ): Promise<QueuedSourceResponse> {
    const { id } = await this.ingest.fetch(principal, source);
    return QueuedSourceResponse.of(id);
  }

  @Get('sources')
  @RequireScope('render:read')
  @ApiOperation({ summary: 'List all sources of the account, newest first' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: SourceListResponse })
  async listSources(@CurrentPrincipal() principal: UserPrincipal): Promise<SourceListResponse> {
    return { data: await this.reader.list(principal) };
  }

  @Get('sources/:id')
  @RequireScope('render:read')
  @ApiOperation({ summary: 'Get one source and its renditions' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: SourceResponse })
  async getSource(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<SourceResponse> {
    return { data: await this.reader.describe(await this.reader.find(principal, id)) };
  }

  @Delete('sources/:id')
  @RequireScope('render:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a source and its renditions',
    description: 'Its status is `deleted` until its files are deleted.',
  })
  @ApiNoContentResponse()
  async deleteSource(@CurrentPrincipal() principal: UserPrincipal, @Param('id', existingId) id: string): Promise<void> {
    await this.ingest.delete(principal, await this.reader.find(principal, id));
  }

  @Post('upload')
  @RequireScope('render:write')
  @UseGuards(ConfirmedAddressGuard)
  @Idempotent({ sealsAnswer: true })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get an address to send a file to',
    description: 'PUT the file to `attributes.url` within an hour; it becomes a source with the same id.',
  })
  @Throws(emailNotVerified, tooManySources)
  @ApiOkResponse({ type: UploadResponse })
  createSourceUpload(@CurrentPrincipal() principal: UserPrincipal): Promise<UploadResponse> {
    return this.direct.announce(principal);
  }

  @Put('uploads/:token')
  @Public()
  @RateLimit('api')
  @HttpCode(200)
  @ReadBody({ stream: true })
  @ApiOperation({
    summary: 'Send an announced file',
    description: 'The address is its own credential; it accepts one file, from one request at a time.',
  })
  @Throws(
    notFound,
    sourceInTransfer,
    tooManySources,
    malformedRequest,
    payloadTooLarge,
    objectSizeMismatch,
    objectCorrupted,
    storageUnavailable,
  )
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: QueuedSourceResponse })
  uploadSource(
    @Param('token') token: string,
    @Headers('content-length') size: string | undefined,
    @Body() body: Readable | undefined,
    @Req() request: FastifyRequest,
  ): Promise<QueuedSourceResponse> {
    return this.direct.receive(token, size === undefined ? undefined : Number(size), body ?? request.raw);
  }
}
