import { CurrentPrincipal, RequireScope, RequireSession, type SessionPrincipal, type UserPrincipal } from '@app/auth';
import { existingId, Idempotent, notFound } from '@app/core';
import { AccountGroupsRepository, accountGroupNameTaken, tooManyAccountGroups } from '@app/platforms';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { AccountGroupsService } from './account-groups.service';
import { AccountGroupListResponse, AccountGroupResponse } from './platform-account.response';
import { AccountGroupDto } from './platforms.dto';

@ApiTags('Platforms')
@Controller('api/platforms/groups')
export class AccountGroupsController {
  constructor(
    private readonly service: AccountGroupsService,
    private readonly groups: AccountGroupsRepository,
  ) {}

  @RequireScope('platforms:read')
  @Get()
  @ApiOperation({ summary: 'List the groups of accounts', description: 'All of them: there are at most 100.' })
  @ApiOkResponse({ type: AccountGroupListResponse })
  async listAccountGroups(@CurrentPrincipal() principal: UserPrincipal): Promise<AccountGroupListResponse> {
    return { groups: (await this.groups.list(principal)).map((group) => AccountGroupResponse.of(group)) };
  }

  @RequireSession('editor')
  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Create a group of accounts', description: 'At most 100 groups.' })
  @Throws(tooManyAccountGroups, accountGroupNameTaken, notFound)
  @ApiCreatedResponse({ type: AccountGroupResponse })
  createAccountGroup(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() group: AccountGroupDto,
  ): Promise<AccountGroupResponse> {
    return this.service.create(principal, group);
  }

  @RequireSession('editor')
  @Put(':id')
  @ApiOperation({ summary: 'Replace a group of accounts' })
  @Throws(accountGroupNameTaken)
  @ApiOkResponse({ type: AccountGroupResponse })
  replaceAccountGroup(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() group: AccountGroupDto,
  ): Promise<AccountGroupResponse> {
    return this.service.replace(principal, id, group);
  }

  @RequireSession('editor')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a group; its accounts stay connected' })
  @ApiNoContentResponse()
  deleteAccountGroup(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<void> {
    return this.service.remove(principal, id);
  }
}
