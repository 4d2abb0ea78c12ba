import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { insufficientTokens } from '@app/billing';
import { existingId, Idempotent, notFound, urlNotAllowed } from '@app/core';
import {
  editStorageFull,
  editTooExpensive,
  invalidEdit,
  RenderTemplatesRepository,
  templateStorageFull,
  tooManyTemplates,
} from '@app/render-proxy';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ReadBody } from '../http/body/request-body';
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
  @ApiOperation({ summary: 'Get one template with its edit' })
  @ApiOkResponse({ type: TemplateDataResponse })
  async getTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<TemplateDataResponse> {
    const found = await this.templates.find(principal, id);
    if (!found) throw notFound();
    return TemplateDataResponse.of(found);
  }

  @Put(':id')
  @RequireScope('render:write')
  @ReadBody({ large: true })
  @ApiOperation({ summary: 'Replace a template' })
  @Throws(templateStorageFull)
  @ApiBody({ type: TemplateDto })
  @ApiOkResponse({ type: TemplateResponse })
  async replaceTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body(templateBody) template: TemplateBody,
  ): Promise<TemplateResponse> {
    if (!(await this.templates.replace(principal, id, template))) throw notFound();
    return TemplateResponse.updated(id);
  }

  @Delete(':id')
  @RequireScope('render:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a template', description: 'Renders that were made from it remain.' })
  @ApiNoContentResponse()
  async deleteTemplate(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<void> {
    if (!(await this.templates.delete(principal, id))) throw notFound();
  }
}
