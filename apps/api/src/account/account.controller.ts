import {
  type Actor,
  type ClientOrigin,
  CurrentActor,
  CurrentPrincipal,
  invalidCredentials,
  lastAdmin,
  Public,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  signInBusy,
  signInDelayed,
  totpInvalid,
  totpRequired,
} from '@app/auth';
import { notFound } from '@app/core';
import { storageUnavailable } from '@app/storage';
import { Body, Controller, Delete, Get, Header, HttpCode, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentOrigin } from '../http/access/client-origin.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { AccountDeletionRequestService } from './account-deletion-request.service';
import { AccountExportsService } from './account-exports.service';
import { DeleteAccountDto } from './delete-account.dto';
import { DeletionResponse } from './deletion.response';
import { ExportResponse } from './export.response';
import { ExportFileQuery } from './export-file.query';

const POLL_SECONDS = '3';

const ARCHIVE = { type: 'object', additionalProperties: true, description: 'One member for each kind of record.' };

@ApiTags('Account')
@RequireSession()
@RateLimit('sign_in')
@Controller('api/account')
export class AccountController {
  constructor(
    private readonly exports: AccountExportsService,
    private readonly deletion: AccountDeletionRequestService,
  ) {}

  @RequireRecentSignIn()
  @Get('export')
  @ApiOperation({
    summary: 'Export everything that is stored about you',
    description:
      'The first call starts the work and answers 202; call again until it answers 200 with `download_url`. An email says when it is ready, if your address is confirmed. The archive is JSON without secrets and is kept for 7 days.',
  })
  @Throws(reauthenticationRequired)
  @ApiOkResponse({ type: ExportResponse })
  @ApiAcceptedResponse({ type: ExportResponse })
  async exportAccount(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportResponse> {
    const answer = await this.exports.request(userId, actor);
    if (answer.status === 'preparing') reply.code(202).header('Retry-After', POLL_SECONDS);
    return answer;
  }

  @Public()
  @Get('export/file')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @ApiOperation({
    summary: 'Download the archive',
    description: 'By `download_url` of GET /api/account/export.',
  })
  @Throws(notFound, storageUnavailable)
  @ApiOkResponse({ content: { 'application/json': { schema: ARCHIVE } } })
  downloadAccountExport(@Query() { token }: ExportFileQuery): Promise<StreamableFile> {
    return this.exports.open(token);
  }

  @RequireRecentSignIn()
  @Delete()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Delete the account',
    description:
      'Signs out every device and stops every key now, and nothing more is charged for subscriptions. After 7 days, subscriptions end and everything is erased. Signing in before then with `keep_account` cancels the deletion.',
  })
  @Throws(reauthenticationRequired, invalidCredentials, totpRequired, totpInvalid, lastAdmin, signInDelayed, signInBusy)
  @ApiAcceptedResponse({ type: DeletionResponse })
  async deleteAccount(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Body() body: DeleteAccountDto,
    @CurrentOrigin() origin: ClientOrigin,
    @CurrentActor() actor: Actor,
  ): Promise<DeletionResponse> {
    return { deletes_at: (await this.deletion.request(userId, body, origin, actor)).toISOString() };
  }
}
