import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class QueuedRender {
  @ApiProperty({ example: 'Render Successfully Queued' })
  message: string;

  @ApiProperty({ format: 'uuid', description: 'Of the render; the same as `job_id` of the render API.' })
  id: string;
}

export class QueuedResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'Created' })
  message: string;

  @ApiProperty()
  response: QueuedRender;

  static of(id: string): QueuedResponse {
    return { success: true, message: 'Created', response: { message: 'Render Successfully Queued', id } };
  }
}

/** Shotstack's words for the states of a render. */
export const SHOTSTACK_STATUSES = ['queued', 'fetching', 'rendering', 'saving', 'done', 'failed'] as const;

export class ShotstackRender {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The account whose render it is.' })
  owner: string;

  @ApiProperty({ description: 'The plan of that account.' })
  plan: string;

  @ApiProperty({ enum: SHOTSTACK_STATUSES })
  status: (typeof SHOTSTACK_STATUSES)[number];

  @ApiPropertyOptional({ description: 'Why it failed.' })
  error?: string;

  @ApiPropertyOptional({ description: 'Length of the result in seconds.' })
  duration?: number;

  @ApiPropertyOptional({ description: 'Milliseconds from the start of the work to its end.' })
  renderTime?: number;

  @ApiPropertyOptional({ description: 'Where the result is, once `done`; the address works for 24 hours.' })
  url?: string;

  @ApiProperty({ type: String, nullable: true })
  poster: string | null;

  @ApiProperty({ type: String, nullable: true })
  thumbnail: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'The edit, unless `data=false`.' })
  data?: unknown;

  @ApiProperty({ format: 'date-time' })
  created: string;

  @ApiProperty({ format: 'date-time' })
  updated: string;
}

export class ShotstackRenderResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'OK' })
  message: string;

  @ApiProperty()
  response: ShotstackRender;
}

class ProbedMedia {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: "ffprobe's `streams`, `chapters` and `format`.",
  })
  metadata: object;
}

export class ProbeResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'Created' })
  message: string;

  @ApiProperty()
  response: ProbedMedia;
}
