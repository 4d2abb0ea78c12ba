import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, notFound, tooManyEventStreams } from '@app/core';
import {
  renderExpired,
  renderFinished,
  renderHasNoVideo,
  renderNotReady,
  renderProviderUnavailable,
} from '@app/render-proxy';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { WaitsForServices } from '../http/caller-turns.guard';
import { AnswersEventsOfObject } from '../http/event-stream.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { StreamTicketResponse } from '../responses/stream-ticket.response';
import { BatchResponse, JobListResponse, JobResponse } from './job.response';
import { LiveRenderResponse } from './live-render.response';
import { RenderCancellationService } from './render-cancellation.service';
import { RenderDeletionService } from './render-deletion.service';
import { RenderEventsService } from './render-events.service';
import { RenderReaderService } from './render-reader.service';
import { JobsQuery } from './renders.query';
import { VideoResponse } from './video.response';

const JOB_EVENTS = '`event` is the status of the job, `data` the job as JSON, in the form of `getJob`.';

@ApiTags('Renders')
@RequireScope('render:read')
@Controller('api/v1')
export class JobsController {
  constructor(
    private readonly reader: RenderReaderService,
    private readonly events: RenderEventsService,
    private readonly cancellation: RenderCancellationService,
    private readonly deletion: RenderDeletionService,
  ) {}

  @Get('jobs')
  @ApiOperation({ summary: 'List renders, newest first' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: JobListResponse })
  listJobs(@CurrentPrincipal() principal: UserPrincipal, @Query() query: JobsQuery): Promise<JobListResponse> {
    return this.reader.list(principal, query);
  }

  @Get('job/:job_id')
  @ApiOperation({
    summary: 'Get the state of a render',
    description: 'Available from the moment at which the render is accepted.',
  })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: JobResponse })
  async getJob(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<JobResponse> {
    return this.reader.describe(await this.reader.find(principal, id));
  }

  @Get('job/:job_id/events')
  @ApiOperation({
    summary: 'Follow a render as server-sent events',
    description:
      'Each event is the job; its type is the status. The stream ends after `completed`, `failed` or `cancelled`, or when the caller loses access to the render. A client that reconnects after the end with `Last-Event-ID` gets 204, which ends a standard EventSource. A browser, which cannot send a credential, opens the `url` from POST `/api/v1/job/{job_id}/events/ticket`.',
  })
  @Throws(tooManyEventStreams, storageUnavailable, storageNotConfigured)
  @AnswersEventsOfObject(JOB_EVENTS)
  async followJob(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const stream = await this.events.follow(principal, id, lastEventId);
    if (!stream) reply.code(204);
    return stream;
  }

  @Post('job/:job_id/events/ticket')
  @RateLimit('poll')
  @ApiOperation({
    summary: 'Get an address for a browser to follow a render',
    description: "For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.",
  })
  @ApiCreatedResponse({ type: StreamTicketResponse })
  async createEventTicket(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<StreamTicketResponse> {
    return this.events.ticket(principal, id);
  }

  @RequireScope('render:write')
  @Delete('job/:job_id')
  @ApiOperation({
    summary: 'Cancel a render',
    description:
      'Returns its tokens. A render that this request finds unfinished is neither completed nor charged afterwards. The answer is the job a moment later; its `status` stays unfinished until a worker has stopped it.',
  })
  @Throws(renderFinished, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: JobResponse })
  async cancelJob(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<JobResponse> {
    return this.reader.describe(await this.cancellation.cancel(principal, id));
  }

  @RequireScope('render:write')
  @Delete('renders/:job_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a render',
    description:
      'A render that this request finds unfinished is cancelled, which gives its tokens back; one that has ended keeps its costs. It is gone from every list and address at once; its files and its edit are deleted within seconds. Costs stay in the usage and the ledger. Deleting it again changes nothing.',
  })
  @ApiNoContentResponse({ description: 'It is deleted.' })
  deleteRender(@CurrentPrincipal() principal: UserPrincipal, @Param('job_id', existingId) id: string): Promise<void> {
    return this.deletion.delete(principal, id);
  }

  @Get('videos/:job_id')
  @ApiOperation({
    summary: 'Get the video of a render',
  })
  @Throws(renderNotReady, renderExpired, renderHasNoVideo, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: VideoResponse })
  getVideo(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<VideoResponse> {
    return this.reader.video(principal, id);
  }

  @Get('batch/:batch_id')
  @ApiOperation({ summary: 'Get the state of a batch' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: BatchResponse })
  getBatch(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('batch_id', existingId) id: string,
  ): Promise<BatchResponse> {
    return this.reader.batch(principal, id);
  }

  @WaitsForServices(true)
  @Get('render/:render_id')
  @ApiOperation({
    summary: "Get the render provider's current answer",
    description: "In Shotstack's format, without the provider's addresses and owner.",
  })
  @Throws(notFound, renderProviderUnavailable, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: LiveRenderResponse })
  async getLiveRender(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('render_id') id: string,
  ): Promise<LiveRenderResponse> {
    return { success: true, message: 'OK', response: await this.reader.live(principal, id) };
  }
}
