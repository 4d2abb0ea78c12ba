import {
  CurrentPrincipal,
  emailNotVerified,
  Public,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
} from '@app/auth';
import { notFound } from '@app/core';
import { platformNotConfigured } from '@app/platforms';
import { Body, Controller, Get, Header, Param, Post, Query, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { WaitsForServices } from '../http/caller-turns.guard';
import { Throws } from '../http/throws.decorator';
import { StreamTicketResponse } from '../responses/stream-ticket.response';
import { OauthStartQuery } from './oauth.query';
import { OauthCallbackService } from './oauth-callback.service';
import { OauthStartService } from './oauth-start.service';
import { AuthorizationResponse } from './platform-account.response';
import { StartTicketDto } from './platforms.dto';

@ApiTags('Platforms')
@Controller('oauth/:platform')
export class OauthController {
  constructor(
    private readonly starts: OauthStartService,
    private readonly callbacks: OauthCallbackService,
  ) {}

  @RequireSession('admin')
  @RequireRecentSignIn()
  @UseGuards(ConfirmedAddressGuard)
  @Get('start')
  @ApiOperation({
    summary: 'Begin to connect an account',
    description:
      'Sets a cookie and answers with the address of the consent page; the platform must send the same browser back. A page of another site opens the `url` of POST `/oauth/{platform}/start/ticket` instead, which redirects the browser that requested it. Any other browser gets a page that names the workspace, with a link to the consent page.',
  })
  @Throws(reauthenticationRequired, emailNotVerified, platformNotConfigured, notFound)
  @ApiOkResponse({ type: AuthorizationResponse })
  @ApiFoundResponse({ description: 'To the consent page, for the browser that requested the ticket.' })
  startAuthorization(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('platform') platform: string,
    @Query() query: OauthStartQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthorizationResponse | string> {
    return this.starts.start(principal, platform, query, request, reply);
  }

  @RequireSession('admin')
  @RequireRecentSignIn()
  @UseGuards(ConfirmedAddressGuard)
  @Post('start/ticket')
  @ApiOperation({
    summary: 'Create a ticket to begin the connection in a browser',
    description:
      'The address works once, within a minute, without a credential. Sets a cookie; a browser that has it needs no further confirmation.',
  })
  @Throws(reauthenticationRequired, emailNotVerified, platformNotConfigured, notFound)
  @ApiCreatedResponse({ type: StreamTicketResponse })
  createAuthorizationTicket(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('platform') platform: string,
    @Body() { account_id }: StartTicketDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamTicketResponse> {
    return this.starts.ticket(principal, platform, account_id, request, reply);
  }

  @Public()
  @WaitsForServices(true)
  @Get('callback')
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @ApiOperation({
    summary: 'Receive the browser from the consent page',
    description:
      'Redirects to `/platforms` of the dashboard with `platform` and one of: `connected` (the id of the account), `choice` (the id of a choice among several accounts), `error` (a code of [/errors](/errors)).',
  })
  @ApiQuery({ name: 'state', required: false, description: 'The state of the attempt.' })
  @ApiQuery({ name: 'code', required: false, description: 'What the platform issued.' })
  @ApiQuery({ name: 'error', required: false, description: 'Why the platform issued no code.' })
  @Throws(notFound)
  @ApiFoundResponse({ description: 'To the dashboard.' })
  async finishAuthorization(
    @Param('platform') platform: string,
    @Req() request: FastifyRequest,
  ): Promise<{ url: string }> {
    return { url: await this.callbacks.finish(platform, request) };
  }
}
