import { type Actor, CurrentActor, RequireRole } from '@app/auth';
import { entitlementGrantUnknown, operationKeyReused } from '@app/billing';
import { existingId, Idempotent, notFound } from '@app/core';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { EntitlementGrantResponse, EntitlementGrantsResponse, TokenGrantResponse } from './admin-grant.response';
import { GrantEntitlementDto, GrantTokensDto } from './admin-grants.dto';
import { AdminGrantsService } from './admin-grants.service';

/** Every change is audited, takes effect at once and is independent of the payment provider. */
@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin')
export class AdminGrantsController {
  constructor(private readonly grants: AdminGrantsService) {}

  @Get('users/:id/entitlements')
  @ApiOperation({
    summary: 'What a user was given',
    description: 'Also what has ended; what was revoked is in the audit log.',
  })
  @ApiOkResponse({ type: EntitlementGrantsResponse })
  async listEntitlementGrants(@Param('id', existingId) id: string): Promise<EntitlementGrantsResponse> {
    return EntitlementGrantsResponse.of(await this.grants.ofUser(id));
  }

  @Post('entitlements/grant')
  @Idempotent()
  @ApiOperation({ summary: 'Give a plan or single features' })
  @Throws(notFound)
  @ApiCreatedResponse({ type: EntitlementGrantResponse })
  async grantEntitlement(
    @Body() grant: GrantEntitlementDto,
    @CurrentActor() actor: Actor,
  ): Promise<EntitlementGrantResponse> {
    return EntitlementGrantResponse.of(await this.grants.grantEntitlement(grant, actor));
  }

  @Delete('entitlements/:id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Take a grant back',
  })
  @Throws(entitlementGrantUnknown)
  @ApiNoContentResponse()
  revokeEntitlement(@Param('id', existingId) id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.grants.revokeEntitlement(id, actor);
  }

  @Post('tokens/grant')
  @Idempotent()
  @ApiOperation({
    summary: 'Give tokens',
    description: 'The ledger keeps the `Idempotency-Key` for ever, so the same key never grants twice.',
  })
  @Throws(notFound, operationKeyReused)
  @ApiCreatedResponse({ type: TokenGrantResponse })
  async grantTokens(
    @Body() grant: GrantTokensDto,
    @CurrentActor() actor: Actor,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<TokenGrantResponse> {
    return TokenGrantResponse.of(await this.grants.grantTokens(grant, actor, key));
  }
}
