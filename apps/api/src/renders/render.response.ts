import { microTokens, toTokens } from '@app/billing';
import { isFinished, RENDER_STATUSES, type Render } from '@app/render-proxy';
import { ApiProperty } from '@nestjs/swagger';
import type { PlannedRender } from './edit-planner.service';
import type { FileLinks } from './render-links.service';
import type { AcceptedBatch, AcceptedRender } from './renders.service';

const inTokens = (amount: number): number => toTokens(microTokens(amount));

export class RenderAcceptedResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'The render is queued.' })
  message: string;

  @ApiProperty({ format: 'uuid' })
  job_id: string;

  @ApiProperty({
    description: 'Tokens that are reserved. The charge is by the real length and never higher.',
    example: 0.5,
  })
  estimated_tokens: number;

  static of({ id, plan }: AcceptedRender): RenderAcceptedResponse {
    return { success: true, message: 'The render is queued.', job_id: id, estimated_tokens: toTokens(plan.price) };
  }
}

export class BatchAcceptedResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty()
  message: string;

  @ApiProperty({ format: 'uuid' })
  batch_id: string;

  @ApiProperty({ type: 'integer' })
  total_jobs: number;

  @ApiProperty({ type: [String], description: 'In the order of the request.' })
  job_ids: string[];

  @ApiProperty()
  estimated_tokens_total: number;

  static of({ id, renderIds, plans }: AcceptedBatch): BatchAcceptedResponse {
    const total = plans.reduce((sum, { price }) => sum + price, 0);
    return {
      success: true,
      message: `${renderIds.length} renders are queued.`,
      batch_id: id,
      total_jobs: renderIds.length,
      job_ids: renderIds,
      estimated_tokens_total: inTokens(total),
    };
  }
}

export class EstimateResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ description: 'Length of the result in seconds.' })
  duration_seconds: number;

  @ApiProperty({ description: 'What a render of this edit reserves now.' })
  estimated_tokens: number;

  @ApiProperty({
    description:
      'Whether every length is known. If not, each clip of an unknown source counts with 60 seconds, and a longer one is refused.',
  })
  exact: boolean;

  @ApiProperty({ type: [String], description: 'Addresses that did not tell their length.' })
  unknown_sources: string[];

  static of({ seconds, price, unknownSources }: PlannedRender): EstimateResponse {
    return {
      success: true,
      duration_seconds: seconds,
      estimated_tokens: toTokens(price),
      exact: unknownSources.length === 0,
      unknown_sources: unknownSources,
    };
  }
}

class JobTokens {
  @ApiProperty()
  reserved: number;

  @ApiProperty({ nullable: true, type: Number, description: 'Null until the job has ended.' })
  charged: number | null;

  @ApiProperty({ nullable: true, type: Number })
  refunded: number | null;
}

class JobTimings {
  @ApiProperty({ format: 'date-time' })
  created_at: Date;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  fetching_at: Date | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  rendering_at: Date | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  saving_at: Date | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  transferring_at: Date | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  finished_at: Date | null;
}

class JobResult {
  @ApiProperty()
  video_url: string;

  @ApiProperty({ nullable: true, type: String })
  poster_url: string | null;

  @ApiProperty({ nullable: true, type: String })
  thumbnail_url: string | null;

  @ApiProperty()
  duration_seconds: number;

  @ApiProperty({ type: 'integer' })
  size_bytes: number;
}

class JobErrorPlace {
  @ApiProperty()
  path: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  message: string;
}

class JobError {
  @ApiProperty({ description: 'One of the error catalogue.' })
  code: string;

  @ApiProperty()
  message: string;

  @ApiProperty({ type: [JobErrorPlace], required: false })
  errors?: JobErrorPlace[];
}

export class JobResponse {
  @ApiProperty({ format: 'uuid' })
  job_id: string;

  @ApiProperty({ enum: RENDER_STATUSES })
  status: string;

  @ApiProperty({ minimum: 0, maximum: 1, description: 'Never goes back.' })
  progress: number;

  @ApiProperty({ type: JobResult, nullable: true })
  result: JobResult | null;

  @ApiProperty({ type: JobError, nullable: true })
  error: JobError | null;

  @ApiProperty({ type: JobTokens })
  tokens: JobTokens;

  @ApiProperty({ type: JobTimings })
  timings: JobTimings;

  @ApiProperty({ format: 'uuid', nullable: true, type: String })
  batch_id: string | null;

  static of(render: Render, links: FileLinks | undefined): JobResponse {
    const { id, status, progress, error, reserved, charged, batchId } = render;
    return {
      job_id: id,
      status,
      progress: Math.round(progress * 1_000) / 1_000,
      result: status === 'completed' && links ? resultOf(render, links) : null,
      error: error
        ? { code: error.code, message: error.message, ...(error.errors && { errors: [...error.errors] }) }
        : null,
      tokens: {
        reserved: inTokens(reserved),
        charged: charged === null ? null : inTokens(charged),
        refunded: charged === null ? null : inTokens(reserved - charged),
      },
      timings: timingsOf(render),
      batch_id: batchId,
    };
  }
}

function resultOf({ seconds, sizeBytes }: Render, { video, poster, thumbnail }: FileLinks): JobResult {
  return {
    video_url: video,
    poster_url: poster,
    thumbnail_url: thumbnail,
    duration_seconds: seconds ?? 0,
    size_bytes: sizeBytes ?? 0,
  };
}

function timingsOf({ createdAt, fetchingAt, renderingAt, savingAt, transferringAt, finishedAt }: Render): JobTimings {
  return {
    created_at: createdAt,
    fetching_at: fetchingAt,
    rendering_at: renderingAt,
    saving_at: savingAt,
    transferring_at: transferringAt,
    finished_at: finishedAt,
  };
}

export class JobListResponse {
  @ApiProperty({ type: [JobResponse] })
  jobs: JobResponse[];

  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Give it as `cursor` to get the next page; null on the last.',
  })
  next_cursor: string | null;
}

export class BatchResponse {
  @ApiProperty({ format: 'uuid' })
  batch_id: string;

  @ApiProperty({ enum: ['in_progress', 'completed', 'partial_failure'] })
  batch_status: string;

  @ApiProperty({ type: 'integer' })
  total_jobs: number;

  @ApiProperty({ type: 'integer' })
  completed_jobs: number;

  @ApiProperty({ type: 'integer', description: 'Failed or cancelled.' })
  failed_jobs: number;

  @ApiProperty({ type: [JobResponse], description: 'In the order of the request.' })
  jobs: JobResponse[];

  static of(batchId: string, renders: readonly Render[], jobs: JobResponse[]): BatchResponse {
    const completed = renders.filter(({ status }) => status === 'completed').length;
    const isOver = renders.every(({ status }) => isFinished(status));
    const ended = renders.filter(({ status }) => isFinished(status)).length;
    return {
      batch_id: batchId,
      batch_status: !isOver ? 'in_progress' : completed === renders.length ? 'completed' : 'partial_failure',
      total_jobs: renders.length,
      completed_jobs: completed,
      failed_jobs: ended - completed,
      jobs,
    };
  }
}

const TRANSFER_STATUSES = ['pending', 'in_progress', 'completed', 'failed'] as const;

export class VideoResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty()
  message: string;

  @ApiProperty()
  video_url: string;

  @ApiProperty({ nullable: true, type: String })
  poster_url: string | null;

  @ApiProperty({ nullable: true, type: String })
  thumbnail_url: string | null;

  @ApiProperty({ description: 'Give it to GET /api/v1/render/{render_id}.' })
  render_id: string;

  @ApiProperty({
    enum: TRANSFER_STATUSES,
    description: '`in_progress`: the address is the provider’s own copy until ours is complete.',
  })
  transfer_status: string;

  @ApiProperty({ nullable: true, type: Number })
  duration_seconds: number | null;

  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'When the video is deleted; null: never.',
  })
  expires_at: Date | null;

  static of({ id, status, seconds, expiresAt }: Render, { video, poster, thumbnail }: FileLinks): VideoResponse {
    const isStored = status === 'completed';
    return {
      success: true,
      message: isStored ? 'The video is ready.' : 'The video is ready and on its way to our storage.',
      video_url: video,
      poster_url: poster,
      thumbnail_url: thumbnail,
      render_id: id,
      transfer_status: isStored ? 'completed' : 'in_progress',
      duration_seconds: seconds,
      expires_at: expiresAt,
    };
  }
}
