import {
  CurrentPrincipal,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  SessionsService,
} from '@app/auth';
import { existingId, notFound } from '@app/core';
import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { SessionListResponse, SessionResponse } from './session.response';

@ApiTags('Account')
@RequireSession()
@Controller('api/auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

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
  async revokeOtherSessions(@CurrentPrincipal() { userId, sessionId }: SessionPrincipal): Promise<void> {
    await this.sessions.revoke(userId, 'revoked_by_user', { except: sessionId });
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
  ): Promise<void> {
    if ((await this.sessions.revoke(userId, 'revoked_by_user', { id })) === 0) throw notFound();
  }
}
