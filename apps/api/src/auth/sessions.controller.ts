import {
  CurrentPrincipal,
  DeviceTokensService,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  SessionsService,
} from '@app/auth';
import { type CoreConfig, coreConfig, existingId, notFound } from '@app/core';
import { Controller, Delete, Get, HttpCode, Inject, Param, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { setDeviceCookie } from '../http/access/device-cookie';
import { Throws } from '../http/throws.decorator';
import { SessionListResponse, SessionResponse } from './session.response';

@ApiTags('Account')
@RequireSession()
@Controller('api/auth/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly devices: DeviceTokensService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List signed-in devices, most recently used first' })
  @ApiOkResponse({ type: SessionListResponse })
  async listSessions(@CurrentPrincipal() { userId, sessionId }: SessionPrincipal): Promise<SessionListResponse> {
    const sessions = await this.sessions.list(userId);
    return { sessions: sessions.map((session) => SessionResponse.of(session, sessionId)), next_cursor: null };
  }

  @RequireRecentSignIn()
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out all other devices' })
  @Throws(reauthenticationRequired)
  @ApiNoContentResponse()
  async revokeOtherSessions(
    @CurrentPrincipal() { userId, sessionId }: SessionPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.revoke(userId, 'revoked_by_user', { except: sessionId });
    setDeviceCookie(reply, this.devices.renew(userId), this.core.isSecure);
  }

  @RequireRecentSignIn()
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out one device' })
  @Throws(reauthenticationRequired)
  @ApiNoContentResponse()
  async revokeSession(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if ((await this.sessions.revoke(userId, 'revoked_by_user', { id })) === 0) throw notFound();
    setDeviceCookie(reply, this.devices.renew(userId), this.core.isSecure);
  }
}
