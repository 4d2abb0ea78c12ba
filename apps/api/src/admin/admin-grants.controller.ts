import { type Actor, CurrentActor, RequireRecentSignIn, RequireRole, reauthenticationRequired } from '@app/auth';
import { entitlementGrantUnknown, operationKeyReused } from '@app/billing';
import { existingId, Idempotent, notFound } from '@app/core';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LongPageQuery } from '../http/long-page.query';
import { Throws } from '../http/throws.decorator';
import { EntitlementGrantResponse, EntitlementGrantsResponse, TokenGrantResponse } from './admin-grant.response';
import { GrantEntitlementDto, GrantTokensDto } from './admin-grants.dto';
import { AdminGrantsService } from './admin-grants.service';

/** Every change is recorded in the audit log, takes effect immediately and is independent of the payment provider. */
@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin')
export class AdminGrantsController {
  constructor(private readonly grants: AdminGrantsService) {}

  @Get('users/:id/entitlements')
  @ApiOperation({
    summary: 'List the grants of a user, newest first',
    description: 'Includes expired grants; revoked ones appear only in the audit log.',
  })
  @ApiOkResponse({ type: EntitlementGrantsResponse })
  async listEntitlementGrants(
    @Param('id', existingId) id: string,
    @Query() page: LongPageQuery,
  ): Promise<EntitlementGrantsResponse> {
    return EntitlementGrantsResponse.of(await this.grants.ofUser(id, page));
  }

  @RequireRecentSignIn()
  @Post('entitlements/grant')
  @Idempotent()
  @ApiOperation({ summary: 'Grant a plan or individual features' })
  @Throws(reauthenticationRequired, notFound)
  @ApiCreatedResponse({ type: EntitlementGrantResponse })
  async grantEntitlement(
    @Body() grant: GrantEntitlementDto,
    @CurrentActor() actor: Actor,
  ): Promise<EntitlementGrantResponse> {
    return EntitlementGrantResponse.of(await this.grants.grantEntitlement(grant, actor));
  }

  @RequireRecentSignIn()
  @Delete('entitlements/:id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a grant',
  })
  @Throws(reauthenticationRequired, entitlementGrantUnknown)
  @ApiNoContentResponse()
  revokeEntitlement(@Param('id', existingId) id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.grants.revokeEntitlement(id, actor);
  }

  @RequireRecentSignIn()
  @Post('tokens/grant')
  @Idempotent()
  @ApiOperation({
    summary: 'Grant tokens',
    description: 'The ledger keeps the `Idempotency-Key` forever, so the same key never grants twice.',
  })
  @Throws(reauthenticationRequired, notFound, operationKeyReused)
  @ApiCreatedResponse({ type: TokenGrantResponse })
  async grantTokens(
    @Body() grant: GrantTokensDto,
    @CurrentActor() actor: Actor,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<TokenGrantResponse> {
    return TokenGrantResponse.of(await this.grants.grantTokens(grant, actor, key));
  }
}
