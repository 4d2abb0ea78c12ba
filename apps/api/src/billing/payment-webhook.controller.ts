import { Public } from '@app/auth';
import { webhookInvalid } from '@app/billing';
import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { ReadBody } from '../http/body/body-limits';
import { ReceivedResponse } from './billing.response';
import { CheckoutsService } from './checkouts.service';

@ApiTags('Billing')
@Public()
@SkipThrottle()
@Controller('api/billing/webhook')
export class PaymentWebhookController {
  constructor(private readonly checkouts: CheckoutsService) {}

  @Post()
  @HttpCode(200)
  @ReadBody({ raw: true })
  @ApiOperation({
    summary: 'For the payment provider only',
    description:
      'Signed by the provider. Stored first and handled by a worker: safe in any order and as often as wanted. Errors: 400 `webhook_invalid`.',
  })
  @ApiOkResponse({ type: ReceivedResponse })
  async receive(
    @RawBody() body: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<ReceivedResponse> {
    if (!body || !signature) throw webhookInvalid('The body or its signature is missing.');
    await this.checkouts.receive(body, signature);
    return { received: true };
  }
}
