import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { tierRequired } from '@app/billing';
import { existingId, notFound } from '@app/core';
import { dailyPostLimitReached, type Publication, publicationBusy, publicationChanged } from '@app/platforms';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ifMatchHeader, tagOf } from '../http/if-match';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { PublicationResponse } from '../responses/publication.response';
import { ChangePublicationDto } from './change-publication.dto';
import { PublicationJournalResponse } from './publication-journal.response';
import { PublicationsService } from './publications.service';

const IF_MATCH = ifMatchHeader('post');

@ApiTags('Uploads')
@RequireScope('uploads:read')
@RateLimit('poll')
@Throws(notFound)
@Controller('api/uploads/:id/targets/:target')
export class PublicationsController {
  constructor(private readonly publications: PublicationsService) {}

  @Get()
  @ApiOperation({ summary: 'Get one post of an upload', description: '`ETag` is its revision, for `If-Match`.' })
  @ApiOkResponse({ type: PublicationResponse })
  async getPost(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) uploadId: string,
    @Param('target', existingId) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationResponse> {
    return withTag(reply, await this.publications.find(principal, { uploadId, id }));
  }

  @Get('journal')
  @ApiOperation({
    summary: 'List the journal of a post',
    description: 'Each step in words, with its time, our request id and the code of the platform.',
  })
  @ApiOkResponse({ type: PublicationJournalResponse })
  getPostJournal(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) uploadId: string,
    @Param('target', existingId) id: string,
  ): Promise<PublicationJournalResponse> {
    return this.publications.journal(principal, { uploadId, id });
  }

  @Patch()
  @RequireScope('uploads:write')
  @RateLimit('product')
  @ApiOperation({
    summary: 'Change the texts or the time of a post',
    description: 'Possible until a worker publishes it, and after it failed.',
  })
  @ApiHeader(IF_MATCH)
  @Throws(publicationBusy, publicationChanged, dailyPostLimitReached, tierRequired)
  @ApiOkResponse({ type: PublicationResponse })
  async updatePost(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) uploadId: string,
    @Param('target', existingId) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() changes: ChangePublicationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationResponse> {
    return withTag(reply, await this.publications.change(principal, { uploadId, id }, ifMatch, changes));
  }

  @Delete()
  @RequireScope('uploads:write')
  @RateLimit('product')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Cancel one post',
    description: 'Possible until a worker publishes it. The other posts of the upload are not affected.',
  })
  @ApiHeader(IF_MATCH)
  @Throws(publicationBusy, publicationChanged)
  @ApiNoContentResponse()
  async cancelPost(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) uploadId: string,
    @Param('target', existingId) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.publications.cancel(principal, { uploadId, id }, ifMatch);
  }
}

function withTag(reply: FastifyReply, publication: Publication): PublicationResponse {
  reply.header('etag', tagOf(publication.revision));
  return PublicationResponse.of(publication);
}
