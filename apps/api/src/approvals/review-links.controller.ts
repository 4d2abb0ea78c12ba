import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireRecentSignIn,
  RequireScope,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  type UserPrincipal,
} from '@app/auth';
import { tierRequired } from '@app/billing';
import { existingId, idempotencyNotSupported, notFound, RefusesIdempotencyKey } from '@app/core';
import { approvalNotPossible, tooManyReviewLinks } from '@app/uploads';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LongPageQuery } from '../http/long-page.query';
import { Throws } from '../http/throws.decorator';
import { IssuedReviewLinkResponse, ReviewLinkListResponse, ReviewLinkResponse } from './review-link.response';
import { CreateReviewLinkDto } from './review-links.dto';
import { ReviewLinksService } from './review-links.service';

@ApiTags('Approvals')
@Throws(notFound)
@Controller('api/uploads/:id/review-links')
export class ReviewLinksController {
  constructor(private readonly links: ReviewLinksService) {}

  @RequireScope('uploads:read')
  @Get()
  @ApiOperation({ summary: 'List the review links of an upload, newest first' })
  @ApiOkResponse({ type: ReviewLinkListResponse })
  async listReviewLinks(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() page: LongPageQuery,
  ): Promise<ReviewLinkListResponse> {
    const { rows, nextCursor } = await this.links.list(principal, id, page);
    return { review_links: rows.map(({ link, maker }) => ReviewLinkResponse.of(link, maker)), next_cursor: nextCursor };
  }

  @RequireSession('admin')
  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post()
  @ApiOperation({
    summary: 'Create a link for a reviewer without an account',
    description:
      'Its page shows the video and what each post says and when, and lets the reviewer approve or reject with a name and a comment. It works for this upload only, until it expires or you withdraw it.',
  })
  @Throws(idempotencyNotSupported, tierRequired, approvalNotPossible, tooManyReviewLinks, reauthenticationRequired)
  @ApiCreatedResponse({ type: IssuedReviewLinkResponse })
  async createReviewLink(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() given: CreateReviewLinkDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedReviewLinkResponse> {
    const { link, maker, url } = await this.links.create(principal, id, given, actor);
    return { ...ReviewLinkResponse.of(link, maker), url };
  }

  @RequireSession('admin')
  @Delete(':link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a review link' })
  @ApiNoContentResponse()
  async revokeReviewLink(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Param('link', existingId) link: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.links.revoke(principal, id, link, actor);
  }
}
