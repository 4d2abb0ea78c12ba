import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { insufficientTokens } from '@app/billing';
import { Idempotent, invalidInput, urlNotAllowed } from '@app/core';
import { editStorageFull, editTooExpensive, invalidEdit } from '@app/render-proxy';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadBody } from '../http/body/request-body';
import { Throws } from '../http/throws.decorator';
import { BatchAcceptedResponse, EstimateResponse, RenderAcceptedResponse } from './render.response';
import { RendersService } from './renders.service';

const MAX_BATCH = 50;
const EDIT = { $ref: '#/components/schemas/Edit' };
const BATCH = {
  type: 'object',
  required: ['renders'],
  properties: {
    renders: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_BATCH,
      items: EDIT,
      description: 'The edits to render.',
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
    description: 'Reserves tokens with the job; a failed or cancelled job returns them.',
  })
  @Throws(invalidEdit, editTooExpensive, urlNotAllowed, insufficientTokens, editStorageFull)
  @ApiBody({ schema: EDIT })
  @ApiCreatedResponse({ type: RenderAcceptedResponse })
  async createRender(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() edit: unknown,
  ): Promise<RenderAcceptedResponse> {
    return RenderAcceptedResponse.of(await this.renders.create(principal, edit));
  }

  @Post('batch-render')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Render up to 50 edits, all or none',
    description: '`{"renders": [edit, …]}` or a bare array. Errors name the edit: `renders[3].timeline…`.',
  })
  @Throws(invalidInput, invalidEdit, editTooExpensive, urlNotAllowed, insufficientTokens, editStorageFull)
  @ApiBody({ schema: BATCH })
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
    summary: 'Estimate the cost of an edit',
    description: 'Creates nothing. Sources with the length `auto` are read to determine their length.',
  })
  @Throws(invalidEdit, editTooExpensive, urlNotAllowed)
  @ApiBody({ schema: EDIT })
  @ApiOkResponse({ type: EstimateResponse })
  async estimateRender(@CurrentPrincipal() principal: UserPrincipal, @Body() edit: unknown): Promise<EstimateResponse> {
    return EstimateResponse.of(await this.renders.estimate(principal, edit));
  }
}

function rendersOf(body: unknown): unknown[] {
  const renders = Array.isArray(body) ? (body as unknown[]) : (body as { renders?: unknown } | null)?.renders;
  if (Array.isArray(renders) && renders.length >= 1 && renders.length <= MAX_BATCH) return renders as unknown[];
  throw invalidInput(undefined, {
    errors: [{ path: 'renders', code: 'length', message: `renders must be a list of 1 to ${MAX_BATCH} edits` }],
  });
}
