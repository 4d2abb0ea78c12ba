import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId } from '@app/core';
import { isFinished, type RenderStatus } from '@app/render-proxy';
import { Controller, Delete, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { concatMap, map, takeWhile } from 'rxjs';
import { eventStream } from '../http/event-stream';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { BatchResponse, JobListResponse, JobResponse, VideoResponse } from './render.response';
import { RenderCancellationService } from './render-cancellation.service';
import { RenderReaderService } from './render-reader.service';
import { RenderWatcherService } from './render-watcher.service';
import { JobsQuery } from './renders.query';
import type { ShotstackStatus } from './shotstack-status';

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
  @ApiOkResponse({ type: JobListResponse })
  list(@CurrentPrincipal() principal: UserPrincipal, @Query() query: JobsQuery): Promise<JobListResponse> {
    return this.reader.list(principal, query);
  }

  @Get('job/:job_id')
  @ApiOperation({
    summary: 'How a render is doing',
    description: 'There from the moment that the render was accepted.',
  })
  @ApiOkResponse({ type: JobResponse })
  @ApiNotFoundResponse()
  async find(
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
  @ApiProduces('text/event-stream')
  @ApiNotFoundResponse()
  async follow(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<StreamableFile> {
    const states = this.watcher.follow(await this.reader.find(principal, id));
    return eventStream(
      states.pipe(
        concatMap((render) => this.reader.describe(render)),
        takeWhile(({ status }) => !isFinished(status as RenderStatus), true),
        map((job) => ({ type: job.status, data: job })),
      ),
    );
  }

  @RequireScope('render:write')
  @RateLimit('api')
  @Delete('job/:job_id')
  @ApiOperation({ summary: 'Cancel a render', description: 'Gives its tokens back. Errors: 409 `render_finished`.' })
  @ApiOkResponse({ type: JobResponse })
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  async cancel(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('job_id', existingId) id: string,
  ): Promise<JobResponse> {
    return this.reader.describe(await this.cancellation.cancel(principal, id));
  }

  @Get('videos/:job_id')
  @ApiOperation({
    summary: 'The video of a render',
    description: 'Errors: 425 `render_not_ready`, 410 `render_expired`, 409 `render_has_no_video`.',
  })
  @ApiOkResponse({ type: VideoResponse })
  @ApiNotFoundResponse()
  @ApiGoneResponse()
  video(@CurrentPrincipal() principal: UserPrincipal, @Param('job_id', existingId) id: string): Promise<VideoResponse> {
    return this.reader.video(principal, id);
  }

  @Get('batch/:batch_id')
  @ApiOperation({ summary: 'How a batch is doing' })
  @ApiOkResponse({ type: BatchResponse })
  @ApiNotFoundResponse()
  batch(
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
  @ApiOkResponse()
  @ApiNotFoundResponse()
  async live(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('render_id') id: string,
  ): Promise<{ success: boolean; message: string; response: ShotstackStatus }> {
    return { success: true, message: 'OK', response: await this.reader.live(principal, id) };
  }
}
