import { RequireRole } from '@app/auth';
import { existingId, notFound } from '@app/core';
import { RenderPlansRepository } from '@app/render-proxy';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RenderSegmentsResponse } from './render-segments.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/renders')
export class RenderSegmentsController {
  constructor(private readonly plans: RenderPlansRepository) {}

  @Get(':id/segments')
  @ApiOperation({
    summary: 'List the segments of a long render',
    description: 'Which worker encodes or encoded which part. They are kept for a day after the end of the render.',
  })
  @ApiOkResponse({ type: RenderSegmentsResponse })
  async listRenderSegments(@Param('id', existingId) id: string): Promise<RenderSegmentsResponse> {
    const segments = await this.plans.work(id);
    if (!segments) throw notFound();
    return RenderSegmentsResponse.of(segments);
  }
}
