import type { SelfCheck, SelfCheckStatus } from '@app/jobs';
import { ApiProperty } from '@nestjs/swagger';

const STATUSES: SelfCheckStatus[] = ['queued', 'running', 'completed', 'failed'];

export class SelfCheckResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: STATUSES })
  status: SelfCheckStatus;

  @ApiProperty({ description: 'Milliseconds that the job works before it finishes.' })
  work_ms: number;

  @ApiProperty({ description: 'How often a worker took the job; more than 1 when one of them died or was stopped.' })
  attempts: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The worker process that took it last.',
    example: 'render-1:4711',
  })
  worker: string | null;

  @ApiProperty({ type: String, nullable: true })
  error: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'From the request to the first worker, in milliseconds: outbox and queue together.',
  })
  pickup_ms: number | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at: string | null;

  static of(check: SelfCheck): SelfCheckResponse {
    return {
      id: check.id,
      status: check.status,
      work_ms: check.workMs,
      attempts: check.attempts,
      worker: check.worker,
      error: check.error,
      pickup_ms: check.startedAt && check.startedAt.getTime() - check.createdAt.getTime(),
      created_at: check.createdAt.toISOString(),
      started_at: check.startedAt?.toISOString() ?? null,
      finished_at: check.finishedAt?.toISOString() ?? null,
    };
  }
}

export class SelfCheckListResponse {
  @ApiProperty({ type: [SelfCheckResponse] })
  self_checks: SelfCheckResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor` to get the next page; null on the last.',
  })
  next_cursor: string | null;
}
