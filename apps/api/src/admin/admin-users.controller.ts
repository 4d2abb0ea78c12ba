import {
  type Actor,
  CurrentActor,
  lastAdmin,
  RequireRecentSignIn,
  RequireRole,
  reauthenticationRequired,
  totpNotSetUp,
  UserAdministrationService,
} from '@app/auth';
import { existingId, notFound } from '@app/core';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { AdminUserDetailResponse, AdminUserListResponse, AdminUserResponse } from './admin-user.response';
import { ReasonDto, ResetSessionsDto, SetRoleDto, UserSearchQuery } from './admin-users.dto';
import { TwoFactorRemovalService } from './two-factor-removal.service';

/** Every change is recorded in the audit log and takes effect immediately. */
@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/users')
export class AdminUsersController {
  constructor(
    private readonly administration: UserAdministrationService,
    private readonly twoFactor: TwoFactorRemovalService,
  ) {}

  @Get('search')
  @ApiOperation({ summary: 'List users, newest first' })
  @ApiOkResponse({ type: AdminUserListResponse })
  async searchUsers(@Query() { q, ...page }: UserSearchQuery): Promise<AdminUserListResponse> {
    return AdminUserListResponse.ofPage(await this.administration.search(q, page));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get one user' })
  @ApiOkResponse({ type: AdminUserDetailResponse })
  async getUser(@Param('id', existingId) id: string): Promise<AdminUserDetailResponse> {
    return AdminUserDetailResponse.ofDetail(await this.administration.detail(id));
  }

  @RequireRecentSignIn()
  @Post('role')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change a role', description: 'The last administrator cannot lose the role.' })
  @Throws(reauthenticationRequired, notFound, lastAdmin)
  @ApiOkResponse({ type: AdminUserResponse })
  async setUserRole(
    @Body() { user_id, role, reason }: SetRoleDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminUserResponse> {
    return AdminUserResponse.of(await this.administration.setRole(user_id, role, actor, reason));
  }

  @RequireRecentSignIn()
  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Suspend a user',
    description:
      'Ends all sessions and stops all API keys immediately. A subscription continues and charges the user, who cannot cancel it any more: cancel or pause it in Stripe. The last administrator cannot be suspended.',
  })
  @Throws(reauthenticationRequired, lastAdmin)
  @ApiOkResponse({ type: AdminUserResponse })
  async suspendUser(
    @Param('id', existingId) id: string,
    @Body() { reason }: ReasonDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminUserResponse> {
    return AdminUserResponse.of(await this.administration.setStatus(id, 'suspended', actor, reason));
  }

  @RequireRecentSignIn()
  @Post(':id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lift a suspension' })
  @Throws(reauthenticationRequired)
  @ApiOkResponse({ type: AdminUserResponse })
  async restoreUser(
    @Param('id', existingId) id: string,
    @Body() { reason }: ReasonDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminUserResponse> {
    return AdminUserResponse.of(await this.administration.setStatus(id, 'active', actor, reason));
  }

  @RequireRecentSignIn()
  @Post(':id/reset-sessions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign a user out everywhere',
    description:
      'With `require_password_reset` the user must set a new password through an emailed link before anything works again.',
  })
  @Throws(reauthenticationRequired)
  @ApiOkResponse({ type: AdminUserResponse })
  async resetUserSessions(
    @Param('id', existingId) id: string,
    @Body() { require_password_reset, reason }: ResetSessionsDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminUserResponse> {
    return AdminUserResponse.of(await this.administration.resetSessions(id, require_password_reset, actor, reason));
  }

  @RequireRecentSignIn()
  @Post(':id/remove-two-factor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Remove the second factor of a user who lost it',
    description:
      'For a person who lost the authenticator app and the recovery codes, after you verified who asks. Signs the user out everywhere and tells the user by email.',
  })
  @Throws(reauthenticationRequired, totpNotSetUp)
  @ApiOkResponse({ type: AdminUserResponse })
  async removeUserTwoFactor(
    @Param('id', existingId) id: string,
    @Body() { reason }: ReasonDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminUserResponse> {
    return AdminUserResponse.of(await this.twoFactor.remove(id, actor, reason));
  }
}
