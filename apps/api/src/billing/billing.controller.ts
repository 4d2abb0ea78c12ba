import { CurrentPrincipal, RequireScope, RequireSession, type SessionPrincipal, type UserPrincipal } from '@app/auth';
import {
  LedgerService,
  noCustomerYet,
  PaymentsRepository,
  paymentProviderRefused,
  paymentProviderUnavailable,
  paymentsNotConfigured,
  priceUnknown,
  purchasesFrozen,
  QuotaService,
  StripeCheckoutService,
} from '@app/billing';
import { PageQuery } from '@app/core';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WaitsForServices } from '../http/caller-turns.guard';
import { LongPageQuery } from '../http/long-page.query';
import { Throws } from '../http/throws.decorator';
import { TokensResponse } from '../responses/tokens.response';
import { CheckoutDto } from './billing.dto';
import {
  CheckoutResponse,
  InvoicesResponse,
  LedgerResponse,
  PortalResponse,
  SubscriptionResponse,
} from './billing.response';
import { CheckoutsService } from './checkouts.service';

@ApiTags('Billing')
@RequireScope('billing:read')
@Controller('api/billing')
export class BillingController {
  constructor(
    private readonly checkouts: CheckoutsService,
    private readonly stripe: StripeCheckoutService,
    private readonly payments: PaymentsRepository,
    private readonly quota: QuotaService,
    private readonly ledger: LedgerService,
  ) {}

  @RequireSession('admin')
  @WaitsForServices(true)
  @Post('checkout')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Buy a plan or a token pack',
    description: 'Repeating the request returns the same page while it is open.',
  })
  @Throws(priceUnknown, purchasesFrozen, paymentsNotConfigured, paymentProviderUnavailable, paymentProviderRefused)
  @ApiOkResponse({ type: CheckoutResponse })
  async createCheckout(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { lookup_key }: CheckoutDto,
  ): Promise<CheckoutResponse> {
    const { url, sessionId } = await this.checkouts.open(principal, lookup_key);
    return { url, session_id: sessionId };
  }

  @RequireSession('admin')
  @WaitsForServices(true)
  @Post('portal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open the portal to change or cancel the plan, pay, and see invoices',
  })
  @Throws(noCustomerYet, paymentsNotConfigured, paymentProviderUnavailable, paymentProviderRefused)
  @ApiOkResponse({ type: PortalResponse })
  async createPortalSession(@CurrentPrincipal() { ownerId }: SessionPrincipal): Promise<PortalResponse> {
    return { url: await this.stripe.portal(ownerId) };
  }

  @Get('subscription')
  @ApiOperation({ summary: 'Get the current plan and its usage' })
  @ApiOkResponse({ type: SubscriptionResponse })
  async getSubscription(@CurrentPrincipal() { ownerId }: UserPrincipal): Promise<SubscriptionResponse> {
    return SubscriptionResponse.of(await this.quota.overview(ownerId, 'uploads'));
  }

  @Get('invoices')
  @ApiOperation({ summary: 'List payments, newest first' })
  @ApiOkResponse({ type: InvoicesResponse })
  async listInvoices(
    @CurrentPrincipal() { ownerId }: UserPrincipal,
    @Query() page: LongPageQuery,
  ): Promise<InvoicesResponse> {
    return InvoicesResponse.of(await this.payments.of(ownerId, page));
  }

  @Get('tokens')
  @ApiOperation({ summary: 'Get the token balance' })
  @ApiOkResponse({ type: TokensResponse })
  async getTokenBalance(@CurrentPrincipal() { ownerId }: UserPrincipal): Promise<TokensResponse> {
    return TokensResponse.of(await this.ledger.balance(ownerId));
  }

  @Get('tokens/ledger')
  @ApiOperation({ summary: 'List token movements, newest first' })
  @ApiOkResponse({ type: LedgerResponse })
  async listTokenLedger(
    @CurrentPrincipal() { ownerId }: UserPrincipal,
    @Query() page: PageQuery,
  ): Promise<LedgerResponse> {
    return LedgerResponse.of(await this.ledger.history(ownerId, page));
  }
}
