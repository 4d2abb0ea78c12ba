import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { Idempotent, invalidInput } from '@app/core';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadBody } from '../http/body/body-limits';
import { BatchAcceptedResponse, EstimateResponse, RenderAcceptedResponse } from './render.response';
import { RendersService } from './renders.service';

const MAX_BATCH = 50;
const EDIT = {
  description:
    "An edit in Shotstack's JSON: `timeline`, `output`, and if wanted `merge` and `callback` (or `webhook`).",
  schema: {
    type: 'object',
    required: ['timeline', 'output'] as string[],
    additionalProperties: true,
    example: {
      timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 3 }] }] },
      output: { format: 'mp4', resolution: 'sd' },
    },
  },
};

@ApiTags('Renders')
@RequireScope('render:write')
@Controller('api/v1')
export class RendersController {
  constructor(private readonly renders: RendersService) {}

  @Post('render')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Render an edit',
    description:
      'Tokens are reserved with the job; a failed or cancelled job gives them back. Errors: 422 `invalid_edit`, 402 `insufficient_tokens`.',
  })
  @ApiBody(EDIT)
  @ApiCreatedResponse({ type: RenderAcceptedResponse })
  async create(@CurrentPrincipal() principal: UserPrincipal, @Body() edit: unknown): Promise<RenderAcceptedResponse> {
    return RenderAcceptedResponse.of(await this.renders.create(principal, edit));
  }

  @Post('batch-render')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Render up to 50 edits, all or none',
    description: '`{"renders": [edit, …]}` or a bare array. Errors name the edit: `renders[3].timeline…`.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['renders'],
      properties: { renders: { type: 'array', minItems: 1, maxItems: MAX_BATCH, items: EDIT.schema } },
    },
  })
  @ApiCreatedResponse({ type: BatchAcceptedResponse })
  async createBatch(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() body: unknown,
  ): Promise<BatchAcceptedResponse> {
    return BatchAcceptedResponse.of(await this.renders.createBatch(principal, rendersOf(body)));
  }

  @Post('estimate')
  @HttpCode(200)
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'What an edit will cost',
    description: 'Creates nothing. Sources with length `auto` are asked for their length.',
  })
  @ApiBody(EDIT)
  @ApiOkResponse({ type: EstimateResponse })
  async estimate(@Body() edit: unknown): Promise<EstimateResponse> {
    return EstimateResponse.of(await this.renders.estimate(edit));
  }
}

function rendersOf(body: unknown): unknown[] {
  const renders = Array.isArray(body) ? (body as unknown[]) : (body as { renders?: unknown } | null)?.renders;
  if (Array.isArray(renders) && renders.length >= 1 && renders.length <= MAX_BATCH) return renders as unknown[];
  throw invalidInput(undefined, {
    errors: [{ path: 'renders', code: 'length', message: `renders must be a list of 1 to ${MAX_BATCH} edits` }],
  });
}
