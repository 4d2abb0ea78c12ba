import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireScope,
  RequireSession,
  type SessionPrincipal,
  type UserPrincipal,
} from '@app/auth';
import { existingId, notFound } from '@app/core';
import { approvalNotPossible, approvalOfOwnWork, approvalOutdated } from '@app/uploads';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LongPageQuery } from '../http/long-page.query';
import { Throws } from '../http/throws.decorator';
import { ApprovalResponse } from '../responses/approval.response';
import { ApprovalListResponse } from './approval-list.response';
import { ApproveUploadDto, RejectUploadDto } from './approvals.dto';
import { ApprovalsService } from './approvals.service';

@ApiTags('Approvals')
@Throws(notFound)
@Controller('api/uploads/:id')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @RequireSession('admin')
  @Post('approve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve the posts of an upload',
    description:
      'For owners and administrators who signed in; nobody but the owner approves posts that they made or changed. Posts whose time has passed are published at once.',
  })
  @Throws(approvalOfOwnWork, approvalNotPossible, approvalOutdated)
  @ApiOkResponse({ type: ApprovalResponse })
  async approveUpload(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() decision: ApproveUploadDto,
    @CurrentActor() actor: Actor,
  ): Promise<ApprovalResponse> {
    return ApprovalResponse.of(await this.approvals.decide(principal, id, 'approved', decision, actor));
  }

  @RequireSession('admin')
  @Post('reject')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Reject the posts of an upload',
    description:
      'Also takes an approval back: posts that no platform has yet are not published, even if a worker is sending the video.',
  })
  @Throws(approvalNotPossible, approvalOutdated)
  @ApiOkResponse({ type: ApprovalResponse })
  async rejectUpload(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() decision: RejectUploadDto,
    @CurrentActor() actor: Actor,
  ): Promise<ApprovalResponse> {
    return ApprovalResponse.of(await this.approvals.decide(principal, id, 'rejected', decision, actor));
  }

  @RequireScope('uploads:read')
  @Get('approvals')
  @ApiOperation({ summary: 'List the requests for an approval of an upload, newest first' })
  @ApiOkResponse({ type: ApprovalListResponse })
  async listApprovals(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() page: LongPageQuery,
  ): Promise<ApprovalListResponse> {
    const { rows, nextCursor } = await this.approvals.list(principal, id, page);
    return { approvals: rows.map((each) => ApprovalResponse.of(each)), next_cursor: nextCursor };
  }

  @RequireScope('uploads:write')
  @Post('approvals')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Request an approval again',
    description:
      'Use it after a rejection or an expiry. We request the first approval when the video is ready, and another one when approved posts are changed.',
  })
  @Throws(approvalNotPossible)
  @ApiNoContentResponse()
  async requestApproval(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<void> {
    await this.approvals.requestAgain(principal, id);
  }
}
