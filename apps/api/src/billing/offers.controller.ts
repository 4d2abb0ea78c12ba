import { Public } from '@app/auth';
import { StripeOffersService, TIERS } from '@app/billing';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PlanResponse, PlansResponse, PriceResponse, PricesResponse } from './offers.response';

@ApiTags('Billing')
@Public()
@Controller('api/billing')
export class OffersController {
  constructor(private readonly offers: StripeOffersService) {}

  @Get('plans')
  @ApiOperation({ summary: 'Every plan with its limits and features' })
  @ApiOkResponse({ type: PlansResponse })
  plans(): PlansResponse {
    return { plans: TIERS.map((tier) => PlanResponse.of(tier)) };
  }

  @Get('prices')
  @ApiOperation({ summary: 'What can be bought, at the price that is charged' })
  @ApiOkResponse({ type: PricesResponse })
  async prices(): Promise<PricesResponse> {
    return {
      configured: this.offers.areConfigured,
      prices: (await this.offers.list()).map((offer) => PriceResponse.of(offer)),
    };
  }
}
