import { CurrentPrincipal, RequireSession, type SessionPrincipal, SessionsService } from '@app/auth';
import { existingId, notFound } from '@app/core';
import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out all other devices' })
  @ApiNoContentResponse()
  async revokeOtherSessions(@CurrentPrincipal() { userId, sessionId }: SessionPrincipal): Promise<void> {
    await this.sessions.revoke(userId, 'revoked_by_user', { except: sessionId });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out one device' })
  @ApiNoContentResponse()
  async revokeSession(
    @CurrentPrincipal() { userId }: SessionPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<void> {
    if ((await this.sessions.revoke(userId, 'revoked_by_user', { id })) === 0) throw notFound();
  }
}
