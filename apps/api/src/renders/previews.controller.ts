import { CurrentPrincipal, emailNotVerified, RequireScope, type UserPrincipal } from '@app/auth';
import { rateLimited } from '@app/core';
import { ffmpegUnavailable } from '@app/media';
import {
  EditPreviewService,
  editTooExpensive,
  invalidEdit,
  renderFailed,
  renderTooExpensive,
  sourceRefused,
} from '@app/render-proxy';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import { Body, Controller, HttpCode, Post, Query, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { ReadBody } from '../http/body/request-body';
import { WaitsForServices } from '../http/caller-turns.guard';
import { Throws } from '../http/throws.decorator';
import { PreviewQuery } from './preview.query';

const PICTURE = { schema: { type: 'string', format: 'binary' } };

/** The scope is that of renders: a preview fetches the same addresses and does the same work. */
@ApiTags('Renders')
@RequireScope('render:write')
@Controller('api/v1')
export class PreviewsController {
  constructor(private readonly previews: EditPreviewService) {}

  @Post('preview')
  @UseGuards(ConfirmedAddressGuard)
  @Throttle({ default: { limit: 120, ttl: 60_000 } })
  @WaitsForServices(true)
  @HttpCode(200)
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Preview one frame of an edit',
    description:
      'A picture of one moment, drawn by our own engine, of at most 720p. Creates nothing and costs nothing; an account may request 120 a minute and draws one at a time. Of the sources, only those visible at that moment are fetched, unless a clip takes its length from its source. A preview ends after 15 s.',
  })
  @Throws(
    emailNotVerified,
    invalidEdit,
    editTooExpensive,
    sourceRefused,
    renderTooExpensive,
    renderFailed,
    rateLimited,
    ffmpegUnavailable,
    storageUnavailable,
    storageNotConfigured,
  )
  @ApiBody({ schema: { $ref: '#/components/schemas/Edit' } })
  @ApiOkResponse({ content: { 'image/jpeg': PICTURE, 'image/png': PICTURE } })
  async previewEdit(
    @CurrentPrincipal() { ownerId }: UserPrincipal,
    @Query() frame: PreviewQuery,
    @Body() edit: unknown,
  ): Promise<StreamableFile> {
    const picture = await this.previews.paint(ownerId, edit, frame);
    return new StreamableFile(picture, { type: frame.format === 'png' ? 'image/png' : 'image/jpeg' });
  }
}
