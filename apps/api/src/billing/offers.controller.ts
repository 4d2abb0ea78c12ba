import { Public } from '@app/auth';
import { paymentProviderRefused, paymentProviderUnavailable, StripeOffersService, TIERS } from '@app/billing';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WaitsForServices } from '../http/caller-turns.guard';
import { Throws } from '../http/throws.decorator';
import { PlanResponse, PlansResponse, PriceResponse, PricesResponse } from './offers.response';

@ApiTags('Billing')
@Public()
@Controller('api/billing')
export class OffersController {
  constructor(private readonly offers: StripeOffersService) {}

  @Get('plans')
  @ApiOperation({ summary: 'List the plans with their limits and features' })
  @ApiOkResponse({ type: PlansResponse })
  listPlans(): PlansResponse {
    return { plans: TIERS.map((tier) => PlanResponse.of(tier)) };
  }

  @WaitsForServices(true)
  @Get('prices')
  @ApiOperation({ summary: 'List plans and token packs for sale, with current prices' })
  @Throws(paymentProviderUnavailable, paymentProviderRefused)
  @ApiOkResponse({ type: PricesResponse })
  async listPrices(): Promise<PricesResponse> {
    return {
      configured: this.offers.areConfigured,
      prices: (await this.offers.list()).map((offer) => PriceResponse.of(offer)),
    };
  }
}
