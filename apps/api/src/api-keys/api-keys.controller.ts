import {
  type Actor,
  ApiKeysService,
  apiKeyNotLive,
  CurrentActor,
  CurrentPrincipal,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  tooManyApiKeys,
} from '@app/auth';
import { existingId, PageQuery } from '@app/core';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { ApiKeyListResponse, IssuedApiKeyResponse } from './api-key.response';
import { ApiKeyIssuingService } from './api-key-issuing.service';
import { CreateApiKeyDto } from './create-api-key.dto';
import { RotateApiKeyDto } from './rotate-api-key.dto';

@ApiTags('API keys')
@RequireSession('admin')
@Controller('api/keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly issuing: ApiKeyIssuingService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All keys, revoked and expired ones included, newest first' })
  @ApiOkResponse({ type: ApiKeyListResponse })
  async listKeys(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Query() page: PageQuery,
  ): Promise<ApiKeyListResponse> {
    return ApiKeyListResponse.of(await this.keys.list(principal, page));
  }

  @RequireRecentSignIn()
  @Post()
  @ApiOperation({
    summary: 'Make a key',
    description:
      'The key is shown in this answer only. It belongs to you and ends when you leave the workspace. An account has at most 25 keys that work.',
  })
  @Throws(reauthenticationRequired, tooManyApiKeys)
  @ApiCreatedResponse({ type: IssuedApiKeyResponse })
  async createKey(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { name, scopes, expires_at }: CreateApiKeyDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedApiKeyResponse> {
    return IssuedApiKeyResponse.ofIssued(
      await this.issuing.create(principal, { name: name.trim(), scopes, expiresAt: expires_at }, actor),
    );
  }

  @RequireRecentSignIn()
  @Post(':id/rotate')
  @ApiOperation({
    summary: 'Replace a key',
    description:
      'Same name, scopes and end; it belongs to you. The old key works for the grace period. A key that no longer works cannot be replaced.',
  })
  @Throws(reauthenticationRequired, apiKeyNotLive)
  @ApiCreatedResponse({ type: IssuedApiKeyResponse })
  async rotateKey(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() { grace_seconds }: RotateApiKeyDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedApiKeyResponse> {
    return IssuedApiKeyResponse.ofIssued(await this.issuing.rotate(principal, id, grace_seconds, actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a key', description: 'It stops at once, everywhere.' })
  @ApiNoContentResponse()
  revokeKey(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.keys.revoke(principal, id, actor);
  }
}
