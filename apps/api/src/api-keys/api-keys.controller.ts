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
import { existingId, idempotencyNotSupported, PageQuery, RefusesIdempotencyKey } from '@app/core';
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
  @ApiOperation({ summary: 'List all keys, including revoked and expired ones, newest first' })
  @ApiOkResponse({ type: ApiKeyListResponse })
  async listKeys(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Query() page: PageQuery,
  ): Promise<ApiKeyListResponse> {
    return ApiKeyListResponse.of(await this.keys.list(principal, page));
  }

  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post()
  @ApiOperation({
    summary: 'Create a key',
    description:
      'Only this answer shows the key. It belongs to you and is revoked when you leave the workspace. An account has at most 25 active keys.',
  })
  @Throws(idempotencyNotSupported, reauthenticationRequired, tooManyApiKeys)
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
  @RefusesIdempotencyKey()
  @Post(':id/rotate')
  @ApiOperation({
    summary: 'Replace a key',
    description:
      'The new key has the same name and scopes, and belongs to you. If the old key expires, the new one gets a life of the same length, unless you choose otherwise. The old key works for the grace period. An inactive key cannot be rotated.',
  })
  @Throws(idempotencyNotSupported, reauthenticationRequired, apiKeyNotLive)
  @ApiCreatedResponse({ type: IssuedApiKeyResponse })
  async rotateKey(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() { grace_seconds, expires_at }: RotateApiKeyDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedApiKeyResponse> {
    const rotation = { id, graceSeconds: grace_seconds, expiresAt: expires_at };
    return IssuedApiKeyResponse.ofIssued(await this.issuing.rotate(principal, rotation, actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a key', description: 'The key stops working immediately, everywhere.' })
  @ApiNoContentResponse()
  revokeKey(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.keys.revoke(principal, id, actor);
  }
}
