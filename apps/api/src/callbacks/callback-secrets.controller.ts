import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireRecentSignIn,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
} from '@app/auth';
import { idempotencyNotSupported, RefusesIdempotencyKey } from '@app/core';
import { CallbackSecretsRepository } from '@app/notifications';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { CallbackSecretResponse, IssuedCallbackSecretResponse } from './callback-secret.response';
import { CallbackSecretsService } from './callback-secrets.service';
import { CreateCallbackSecretDto } from './create-callback-secret.dto';

@ApiTags('Callbacks')
@RequireSession('admin')
@Controller('api/callbacks/secret')
export class CallbackSecretsController {
  constructor(
    private readonly secrets: CallbackSecretsRepository,
    private readonly service: CallbackSecretsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Get the state of the secret that signs callbacks' })
  @ApiOkResponse({ type: CallbackSecretResponse })
  async getCallbackSecret(@CurrentPrincipal() { ownerId }: SessionPrincipal): Promise<CallbackSecretResponse> {
    return CallbackSecretResponse.of(await this.secrets.find(ownerId));
  }

  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post()
  @ApiOperation({
    summary: 'Create or replace the secret that signs callbacks',
    description:
      'The secret is shown in this answer only. From now on every callback is signed as Standard Webhooks specifies; during `grace_seconds` it carries a second signature with the secret that this one replaces.',
  })
  @Throws(idempotencyNotSupported, reauthenticationRequired)
  @ApiCreatedResponse({ type: IssuedCallbackSecretResponse })
  async createCallbackSecret(
    @CurrentPrincipal() { ownerId }: SessionPrincipal,
    @Body() { grace_seconds }: CreateCallbackSecretDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedCallbackSecretResponse> {
    return IssuedCallbackSecretResponse.ofIssued(await this.service.rotate(ownerId, grace_seconds, actor));
  }
}
