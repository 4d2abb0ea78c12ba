import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, notFound } from '@app/core';
import {
  isFinished,
  renderExpired,
  renderFinished,
  renderHasNoVideo,
  renderNotReady,
  renderProviderUnavailable,
} from '@app/render-proxy';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import { Controller, Delete, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { concatMap, map, takeWhile } from 'rxjs';
import { eventStream } from '../http/event-stream';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { Throws } from '../http/throws.decorator';
import { BatchResponse, JobListResponse, JobResponse } from './job.response';
import { LiveRenderResponse } from './live-render.response';
import { RenderCancellationService } from './render-cancellation.service';
import { RenderReaderService } from './render-reader.service';
import { RenderWatcherService } from './render-watcher.service';
import { JobsQuery } from './renders.query';
import { VideoResponse } from './video.response';

const JOB_EVENTS = {
  type: 'string',
  description: 'Server-sent events. `event` is the status of the job, `data` the job as JSON, as `getJob` answers it.',
};

@ApiTags('Renders')
@RequireScope('render:read')
@RateLimit('poll')
@Controller('api/v1')
export class JobsController {
  constructor(
    private readonly reader: RenderReaderService,
    private readonly watcher: RenderWatcherService,
    private readonly cancellation: RenderCancellationService,
  ) {}

  @Get('jobs')
  @ApiOperation({ summary: 'Renders, the newest first' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: JobListResponse })
  listJobs(@CurrentPrincipal() principal: UserPrincipal, @Query() query: JobsQuery): Promise<JobListResponse> {
    return this.reader.list(principal, query);
  }

  @Get('job/:job_id')
  @ApiOperation({
    summary: 'How a render is doing',
    description: 'There from the moment that the render was accepted.',
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
      'Each event is the job; its type is the status. The stream ends after `completed`, `failed` or `cancelled`.',
  })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ content: { 'text/event-stream': { schema: JOB_EVENTS } } })
  async followJob(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<StreamableFile> {
    const states = this.watcher.follow(await this.reader.find(principal, id));
    return eventStream(
      states.pipe(
        concatMap((render) => this.reader.describe(render)),
        takeWhile(({ status }) => !isFinished(status), true),
        map((job) => ({ type: job.status, data: job })),
      ),
    );
  }

  @RequireScope('render:write')
  @RateLimit('api')
  @Delete('job/:job_id')
  @ApiOperation({ summary: 'Cancel a render', description: 'Gives its tokens back.' })
  @Throws(renderFinished, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: JobResponse })
  async cancelJob(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<JobResponse> {
    return this.reader.describe(await this.cancellation.cancel(principal, id));
  }

  @Get('videos/:job_id')
  @ApiOperation({
    summary: 'The video of a render',
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
  @ApiOperation({ summary: 'How a batch is doing' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: BatchResponse })
  getBatch(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('batch_id', existingId) id: string,
  ): Promise<BatchResponse> {
    return this.reader.batch(principal, id);
  }

  @Get('render/:render_id')
  @ApiOperation({
    summary: 'What the render provider says right now',
    description: "In Shotstack's shape, without the provider's addresses and owner.",
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
