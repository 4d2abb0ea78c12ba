import { CurrentPrincipal, RequireSession, type SessionPrincipal } from '@app/auth';
import { existingId, notFound } from '@app/core';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { NoticeListResponse } from './notice.response';
import { NoticesQuery } from './notices.query';
import { NoticesService } from './notices.service';

@ApiTags('Events')
@RequireSession('viewer')
@Controller('api/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @RateLimit('poll')
  @ApiOperation({
    summary: 'List what happened, newest first',
    description:
      'For people who signed in, as far as they may read what a notice is about. `notify.in_app` of the settings decides which events become notices. A newer notice replaces an unread one about the same event of the same object. The stream of the account announces changes as `notice.created` and `notice.read`.',
  })
  @ApiOkResponse({ type: NoticeListResponse })
  listNotices(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Query() query: NoticesQuery,
  ): Promise<NoticeListResponse> {
    return this.notices.list(principal, query);
  }

  @Post('read-all')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Mark all notices as read',
    description: 'For everybody in the workspace: all notices that the caller may read.',
  })
  @ApiNoContentResponse()
  markNoticesRead(@CurrentPrincipal() principal: SessionPrincipal): Promise<void> {
    return this.notices.markAllRead(principal);
  }

  @Post(':id/read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark a notice as read', description: 'For everybody in the workspace.' })
  @Throws(notFound)
  @ApiNoContentResponse()
  markNoticeRead(@CurrentPrincipal() principal: SessionPrincipal, @Param('id', existingId) id: string): Promise<void> {
    return this.notices.markRead(principal, id);
  }
}
