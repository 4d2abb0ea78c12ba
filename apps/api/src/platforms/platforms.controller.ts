import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireScope,
  RequireSession,
  type SessionPrincipal,
  type UserPrincipal,
} from '@app/auth';
import { existingId } from '@app/core';
import {
  accountLimitReached,
  platformAccessEnded,
  platformActionRequired,
  platformMisconfigured,
  platformNotConfigured,
  platformRateLimited,
  platformRefused,
  platformUnavailable,
} from '@app/platforms';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WaitsForServices } from '../http/caller-turns.guard';
import { Throws } from '../http/throws.decorator';
import {
  AccountChoiceResponse,
  ConnectedAccountsResponse,
  CreatorInfoResponse,
  DisconnectionResponse,
  PlatformAccountResponse,
  PlatformListResponse,
} from './platform-account.response';
import { PlatformAccountsService } from './platform-accounts.service';
import { ChooseAccountsDto } from './platforms.dto';

/** The errors of every call to a platform. */
const PLATFORM_ERRORS = [
  platformNotConfigured,
  platformUnavailable,
  platformRateLimited,
  platformAccessEnded,
  platformActionRequired,
  platformMisconfigured,
  platformRefused,
];

@ApiTags('Platforms')
@Controller('api/platforms')
export class PlatformsController {
  constructor(private readonly service: PlatformAccountsService) {}

  @RequireScope('platforms:read')
  @Get()
  @ApiOperation({ summary: 'List the connected accounts of every platform' })
  @ApiOkResponse({ type: PlatformListResponse })
  listPlatforms(@CurrentPrincipal() principal: UserPrincipal): Promise<PlatformListResponse> {
    return this.service.list(principal);
  }

  @RequireScope('platforms:read')
  @WaitsForServices(true)
  @Get(':platform/accounts/:id/creator-info')
  @ApiOperation({
    summary: 'Ask the platform what the account may post right now',
    description:
      'YouTube counts the questions of all workspaces together: its answer may be 5 minutes old, or a day old once the workspace has asked 400 questions that day.',
  })
  @Throws(...PLATFORM_ERRORS)
  @ApiOkResponse({ type: CreatorInfoResponse })
  getCreatorInfo(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('platform') platform: string,
    @Param('id', existingId) id: string,
  ): Promise<CreatorInfoResponse> {
    return this.service.creatorInfo(principal, platform, id);
  }

  @RequireSession('admin')
  @WaitsForServices(true)
  @Post(':platform/accounts/:id/refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the platform whether the account still works',
    description:
      'The worker also does this every day. A platform that does not answer changes nothing. At YouTube, this counts towards the 400 questions of a workspace in a day.',
  })
  @Throws(...PLATFORM_ERRORS)
  @ApiOkResponse({ type: PlatformAccountResponse })
  refreshPlatformAccount(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('platform') platform: string,
    @Param('id', existingId) id: string,
  ): Promise<PlatformAccountResponse> {
    return this.service.check(principal, platform, id);
  }

  @RequireSession('admin')
  @WaitsForServices(true)
  @Delete(':platform/accounts/:id')
  @ApiOperation({ summary: 'Disconnect an account, here and on the platform' })
  @ApiOkResponse({ type: DisconnectionResponse })
  disconnectPlatformAccount(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('platform') platform: string,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<DisconnectionResponse> {
    return this.service.disconnect(principal, platform, id, actor);
  }

  @RequireSession('admin')
  @Get('choices/:id')
  @ApiOperation({ summary: 'List the accounts of a login, to choose which to connect' })
  @ApiOkResponse({ type: AccountChoiceResponse })
  getAccountChoice(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<AccountChoiceResponse> {
    return this.service.choice(principal, id);
  }

  @RequireSession('admin')
  @WaitsForServices(true)
  @Post('choices/:id')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Connect the chosen accounts',
    description: 'All of them or none, once, after the platform has confirmed that the access to each works.',
  })
  @Throws(accountLimitReached, ...PLATFORM_ERRORS)
  @ApiOkResponse({ type: ConnectedAccountsResponse })
  chooseAccounts(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() { account_ids }: ChooseAccountsDto,
    @CurrentActor() actor: Actor,
  ): Promise<ConnectedAccountsResponse> {
    return this.service.choose(principal, id, account_ids, actor);
  }
}
