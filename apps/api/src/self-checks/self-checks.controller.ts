import { Authenticated, CurrentPrincipal, emailNotVerified, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, Idempotent, notFound, PageQuery } from '@app/core';
import { SelfChecksRepository, selfCheckUnfinished } from '@app/jobs';
import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { Throws } from '../http/throws.decorator';
import { CreateSelfCheckDto } from './create-self-check.dto';
import { SelfCheckListResponse, SelfCheckResponse } from './self-check.response';
import { SelfChecksService } from './self-checks.service';

@ApiTags('Self-checks')
@Authenticated()
@Controller('api/v1/self-checks')
export class SelfChecksController {
  constructor(
    private readonly service: SelfChecksService,
    private readonly selfChecks: SelfChecksRepository,
  ) {}

  @Post()
  @RequireScope('render:write')
  @UseGuards(ConfirmedAddressGuard)
  @Idempotent()
  @ApiOperation({
    summary: 'Start a self-check',
    description:
      'Sends a job without effect along the whole path of renders and uploads: database, queue, worker, database. Costs nothing, and every other job goes first. An account has one unfinished self-check at a time; `self_check_id` of the error names it.',
  })
  @Throws(emailNotVerified, selfCheckUnfinished)
  @ApiCreatedResponse({ type: SelfCheckResponse })
  async createSelfCheck(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() { work_ms = 0 }: CreateSelfCheckDto,
  ): Promise<SelfCheckResponse> {
    return SelfCheckResponse.of(await this.service.start(principal, work_ms));
  }

  @Get()
  @ApiOperation({ summary: 'List the self-checks of the last days, newest first' })
  @ApiOkResponse({ type: SelfCheckListResponse })
  async listSelfChecks(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: PageQuery,
  ): Promise<SelfCheckListResponse> {
    const { rows, nextCursor } = await this.selfChecks.list(principal, query);
    return { self_checks: rows.map((row) => SelfCheckResponse.of(row)), next_cursor: nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get one self-check' })
  @ApiOkResponse({ type: SelfCheckResponse })
  async getSelfCheck(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<SelfCheckResponse> {
    const found = await this.selfChecks.find(principal, id);
    if (!found) throw notFound();
    return SelfCheckResponse.of(found);
  }
}
