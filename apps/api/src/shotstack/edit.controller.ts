import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { insufficientTokens } from '@app/billing';
import {
  existingId,
  Idempotent,
  notFound,
  remoteFetchFailed,
  remoteFetchTimeout,
  remoteFileTooLarge,
  urlNotAllowed,
} from '@app/core';
import { editStorageFull, editTooExpensive, invalidEdit, RemoteProbe, sourceRefused } from '@app/render-proxy';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadBody } from '../http/body/request-body';
import { WaitsForServices } from '../http/caller-turns.guard';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { RendersService } from '../renders/renders.service';
import { ProbeResponse, QueuedResponse, ShotstackRenderResponse } from './edit.response';
import { EditRendersService } from './edit-renders.service';
import { RenderQuery } from './render.query';

@ApiTags('Shotstack: Edit')
@Controller('edit/v1')
export class EditController {
  constructor(
    private readonly renders: RendersService,
    private readonly views: EditRendersService,
    private readonly probe: RemoteProbe,
  ) {}

  @Post('render')
  @RequireScope('render:write')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Render an edit',
    description:
      "Accepts an edit in Shotstack's JSON: https://shotstack.io/docs/api/. Reserves its maximum cost in tokens; GET `/edit/v1/render/{id}` follows it.",
  })
  @Throws(invalidEdit, editTooExpensive, urlNotAllowed, insufficientTokens, editStorageFull)
  @ApiBody({ schema: { $ref: '#/components/schemas/Edit' } })
  @ApiCreatedResponse({ type: QueuedResponse })
  async createShotstackRender(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() edit: unknown,
  ): Promise<QueuedResponse> {
    const { id } = await this.renders.create(principal, edit);
    return QueuedResponse.of(id);
  }

  @Get('render/:id')
  @RequireScope('render:read')
  @ApiOperation({
    summary: 'Get status and result of a render',
    description: 'Our `transferring` is `saving` here, and a cancelled render is `failed`.',
  })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: ShotstackRenderResponse })
  async getShotstackRender(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() query: RenderQuery,
  ): Promise<ShotstackRenderResponse> {
    const response = await this.views.find(principal, id, query);
    if (!response) throw notFound();
    return { success: true, message: 'OK', response };
  }

  @WaitsForServices(true)
  @Get('probe/:url')
  @RequireScope('render:read')
  @RateLimit('api')
  @ApiOperation({
    summary: 'Inspect a remote media file',
    description:
      "Returns ffprobe's findings about a file on the internet, without downloading all of it. The address must be URL encoded.",
  })
  @Throws(sourceRefused, urlNotAllowed, remoteFetchFailed, remoteFetchTimeout, remoteFileTooLarge)
  @ApiOkResponse({ type: ProbeResponse })
  async probeMedia(@Param('url') url: string): Promise<ProbeResponse> {
    const { metadata } = await this.probe.probe(url);
    return { success: true, message: 'Created', response: { metadata } };
  }
}
