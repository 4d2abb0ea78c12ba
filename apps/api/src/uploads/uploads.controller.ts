import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { quotaExceeded } from '@app/billing';
import { existingId, notFound, rateLimited, tooManyEventStreams } from '@app/core';
import { ffmpegFailed, ffmpegUnavailable, mediaTooExpensive, telemetryInvalidAlignment } from '@app/media';
import { dailyPostLimitReached } from '@app/platforms';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import { uploadFileNotReady, uploadNotRetryable, uploadStateConflict } from '@app/uploads';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersEventsOfObject } from '../http/event-stream.decorator';
import { LongPageQuery } from '../http/long-page.query';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { StreamTicketResponse } from '../responses/stream-ticket.response';
import { HudPreviewDto } from './hud-preview.dto';
import { RetryUploadDto } from './retry-upload.dto';
import { UploadTextsDto } from './upload.dto';
import { UploadDetailsResponse } from './upload.response';
import { UploadCancellationService } from './upload-cancellation.service';
import { UploadEventsService } from './upload-events.service';
import { UploadDownloadResponse, UploadHistoryResponse, UploadListResponse } from './upload-list.response';
import { UploadPreviewsService } from './upload-previews.service';
import { UploadReaderService } from './upload-reader.service';
import { UploadRetryService } from './upload-retry.service';
import { UploadTextsService } from './upload-texts.service';
import { DownloadQuery, UploadsQuery } from './uploads.query';

const UPLOAD_EVENTS = '`event` is the status of the upload, `data` the upload as JSON, as `getUpload` answers it.';

@ApiTags('Uploads')
@RequireScope('uploads:read')
@RateLimit('poll')
@Throws(notFound)
@Controller('api/uploads')
export class UploadsController {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly stream: UploadEventsService,
    private readonly cancellation: UploadCancellationService,
    private readonly texts: UploadTextsService,
    private readonly retries: UploadRetryService,
    private readonly previews: UploadPreviewsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List uploads, newest first' })
  @ApiOkResponse({ type: UploadListResponse })
  listUploads(@CurrentPrincipal() principal: UserPrincipal, @Query() query: UploadsQuery): Promise<UploadListResponse> {
    return this.reader.list(principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an upload and the list of its files' })
  @ApiOkResponse({ type: UploadDetailsResponse })
  async getUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<UploadDetailsResponse> {
    return this.reader.describe(await this.reader.find(principal, id));
  }

  @Get(':id/history')
  @ApiOperation({
    summary: 'List the state changes of an upload',
    description: 'Without `cursor` the latest ones; `next_cursor` leads to earlier ones. Each page is in order.',
  })
  @ApiOkResponse({ type: UploadHistoryResponse })
  async getUploadHistory(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() page: LongPageQuery,
  ): Promise<UploadHistoryResponse> {
    return this.reader.history(await this.reader.find(principal, id), page);
  }

  @Get(':id/download')
  @ApiOperation({
    summary: 'Get the address of a file of an upload',
    description: 'It works for an hour. Without `file`: the finished video, or 425 before the end.',
  })
  @Throws(uploadFileNotReady, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: UploadDownloadResponse })
  async downloadUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() { file }: DownloadQuery,
  ): Promise<UploadDownloadResponse> {
    return this.reader.download(await this.reader.find(principal, id), file);
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'Follow an upload as server-sent events',
    description:
      'Each event is the upload; its type is the status. The stream ends when the upload does, or when the caller loses access to it. A client that connects again after the end with `Last-Event-ID` gets 204. A browser, which cannot send a credential, opens the `url` of POST `/api/uploads/{id}/events/ticket`.',
  })
  @Throws(tooManyEventStreams)
  @AnswersEventsOfObject(UPLOAD_EVENTS)
  async followUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const stream = await this.stream.follow(principal, id, lastEventId);
    if (!stream) reply.code(204);
    return stream;
  }

  @Post(':id/events/ticket')
  @ApiOperation({
    summary: 'Get an address for a browser to follow an upload',
    description: "For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.",
  })
  @ApiCreatedResponse({ type: StreamTicketResponse })
  createUploadTicket(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<StreamTicketResponse> {
    return this.stream.ticket(principal, id);
  }

  @Post(':id/hud/preview')
  @RateLimit('product')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Preview one frame of the overlay',
    description:
      'A transparent PNG, drawn from the telemetry file of the upload. Fields of the body replace the settings.',
  })
  @Throws(
    uploadFileNotReady,
    uploadStateConflict,
    mediaTooExpensive,
    ffmpegUnavailable,
    ffmpegFailed,
    rateLimited,
    storageUnavailable,
    storageNotConfigured,
  )
  @ApiOkResponse({ content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } })
  previewUploadHud(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() frame: HudPreviewDto,
  ): Promise<StreamableFile> {
    return this.previews.paint(principal, id, frame);
  }

  @Post(':id/cancel')
  @RequireScope('uploads:write')
  @RateLimit('product')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel an upload',
    description:
      'Deletes its files, and returns its unit of the quota unless the files were ready. A cancelled retry ends with the files that were ready before it.',
  })
  @Throws(uploadStateConflict)
  @ApiOkResponse({ type: UploadDetailsResponse })
  async cancelUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<UploadDetailsResponse> {
    return this.reader.describe(await this.cancellation.cancel(principal, id));
  }

  @Post(':id/retry')
  @RequireScope('uploads:write')
  @RateLimit('product')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Retry an upload',
    description:
      'For `failed` and `partial` uploads, and for `completed` ones whose track failed, for which another alignment or no overlay is chosen, or for which the plan now includes the overlay or platform versions; within a week and up to five times. What succeeded stays until a new overlay or version replaces it; if that cannot be made, or the track cannot be used, the stage has an `error` and the former file stays. A post that was to show the overlay of a track is not published without it.',
  })
  @Throws(uploadStateConflict, uploadNotRetryable, quotaExceeded, dailyPostLimitReached, telemetryInvalidAlignment)
  @ApiOkResponse({ type: UploadDetailsResponse })
  async retryUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() choice: RetryUploadDto,
  ): Promise<UploadDetailsResponse> {
    return this.reader.describe(await this.retries.retry(principal, id, choice));
  }

  @Patch(':id')
  @RequireScope('uploads:write')
  @RateLimit('product')
  @ApiOperation({
    summary: 'Change title, caption, hashtags or privacy',
    description: 'Possible until processing begins.',
  })
  @Throws(uploadStateConflict)
  @ApiOkResponse({ type: UploadDetailsResponse })
  async updateUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() texts: UploadTextsDto,
  ): Promise<UploadDetailsResponse> {
    return this.reader.describe(await this.texts.change(principal, id, texts));
  }

  @Delete(':id')
  @RequireScope('uploads:write')
  @RateLimit('product')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a finished upload and its files',
    description:
      'Posts stay at their platforms. Figures go on counting the upload and its posts, and so do the daily limits of platforms; names, texts and approvals are deleted, but not hashtags.',
  })
  @Throws(uploadStateConflict)
  @ApiNoContentResponse()
  async deleteUpload(@CurrentPrincipal() principal: UserPrincipal, @Param('id', existingId) id: string): Promise<void> {
    await this.cancellation.remove(principal, id);
  }
}
