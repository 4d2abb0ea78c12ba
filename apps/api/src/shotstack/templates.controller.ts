import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { insufficientTokens } from '@app/billing';
import { existingId, Idempotent, notFound, urlNotAllowed } from '@app/core';
import {
  editStorageFull,
  editTooExpensive,
  invalidEdit,
  RenderTemplatesRepository,
  templateChanged,
  templateStorageFull,
  tooManyTemplates,
} from '@app/render-proxy';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadBody } from '../http/body/request-body';
import { ifMatchHeader, revisionIn, tagOf } from '../http/if-match';
import { Throws } from '../http/throws.decorator';
import { QueuedResponse } from './edit.response';
import {
  type RenderTemplateBody,
  RenderTemplateDto,
  renderTemplateBody,
  type TemplateBody,
  TemplateDto,
  templateBody,
} from './template.dto';
import { TemplateDataResponse, TemplateListResponse, TemplateResponse } from './template.response';
import { TemplatesService } from './templates.service';

const IF_MATCH = ifMatchHeader('template');

@ApiTags('Shotstack: Edit')
@Controller('edit/v1/templates')
export class TemplatesController {
  constructor(
    private readonly service: TemplatesService,
    private readonly templates: RenderTemplatesRepository,
  ) {}

  @Post()
  @RequireScope('render:write')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Save a template',
    description: 'At most 1,000 templates with 100 MB in total for each account.',
  })
  @Throws(tooManyTemplates, templateStorageFull)
  @ApiBody({ type: TemplateDto })
  @ApiCreatedResponse({ type: TemplateResponse })
  async createTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body(templateBody) template: TemplateBody,
  ): Promise<TemplateResponse> {
    return TemplateResponse.created(await this.service.create(principal, template));
  }

  @Get()
  @RequireScope('render:read')
  @ApiOperation({ summary: 'List all templates of the account, newest first' })
  @ApiOkResponse({ type: TemplateListResponse })
  async listTemplates(@CurrentPrincipal() principal: UserPrincipal): Promise<TemplateListResponse> {
    return TemplateListResponse.of(principal.ownerId, await this.templates.list(principal));
  }

  @Post('render')
  @RequireScope('render:write')
  @Idempotent()
  @ReadBody({ large: true })
  @ApiOperation({
    summary: 'Render a template',
    description: 'Reserves tokens like every render. The edit is checked with its merge fields filled in.',
  })
  @Throws(notFound, invalidEdit, editTooExpensive, urlNotAllowed, insufficientTokens, editStorageFull)
  @ApiBody({ type: RenderTemplateDto })
  @ApiCreatedResponse({ type: QueuedResponse })
  async renderTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body(renderTemplateBody) { id, merge }: RenderTemplateBody,
  ): Promise<QueuedResponse> {
    const render = await this.service.render(principal, id, merge);
    return QueuedResponse.of(render.id);
  }

  @Get(':id')
  @RequireScope('render:read')
  @ApiOperation({ summary: 'Get one template with its edit', description: '`ETag` is its revision, for `If-Match`.' })
  @ApiOkResponse({ type: TemplateDataResponse })
  async getTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TemplateDataResponse> {
    const found = await this.templates.find(principal, id);
    if (!found) throw notFound();
    reply.header('etag', tagOf(found.revision));
    return TemplateDataResponse.of(found);
  }

  @Put(':id')
  @RequireScope('render:write')
  @ReadBody({ large: true })
  @ApiOperation({ summary: 'Replace a template', description: 'Without `If-Match`, the last one who saves it wins.' })
  @ApiHeader(IF_MATCH)
  @Throws(templateChanged, templateStorageFull)
  @ApiBody({ type: TemplateDto })
  @ApiOkResponse({ type: TemplateResponse })
  async replaceTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(templateBody) template: TemplateBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TemplateResponse> {
    const revision = await this.templates.replace(principal, id, template, revisionIn(ifMatch, templateChanged));
    if (revision === undefined) throw notFound();
    reply.header('etag', tagOf(revision));
    return TemplateResponse.updated(id);
  }

  @Delete(':id')
  @RequireScope('render:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a template', description: 'Renders that were made from it remain.' })
  @ApiHeader(IF_MATCH)
  @Throws(templateChanged)
  @ApiNoContentResponse()
  async deleteTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    const revision = revisionIn(ifMatch, templateChanged);
    if (!(await this.templates.delete(principal, id, revision))) throw notFound();
  }
}
