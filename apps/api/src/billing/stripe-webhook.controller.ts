import { Public } from '@app/auth';
import { paymentsNotConfigured, webhookInvalid } from '@app/billing';
import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { ReadBody } from '../http/body/request-body';
import { Throws } from '../http/throws.decorator';
import { ReceivedResponse } from '../responses/received.response';
import { StripeWebhookService } from './stripe-webhook.service';

@ApiTags('Provider webhooks')
@Public()
@SkipThrottle()
@Controller('api/billing/webhook')
export class StripeWebhookController {
  constructor(private readonly webhook: StripeWebhookService) {}

  @Post()
  @HttpCode(200)
  @ReadBody({ raw: true, signed: true })
  @ApiOperation({
    summary: 'Receive events from Stripe',
    description:
      'For Stripe only, which signs its events. They are stored first and handled by a worker, because they may arrive in any order and more than once.',
  })
  @Throws(webhookInvalid, paymentsNotConfigured)
  @ApiBody({ schema: { type: 'object', additionalProperties: true, description: 'A signed event from Stripe.' } })
  @ApiOkResponse({ type: ReceivedResponse })
  async receivePaymentEvent(
    @RawBody() body: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<ReceivedResponse> {
    if (!body || !signature) throw webhookInvalid('The body or its signature is missing.');
    await this.webhook.receive(body, signature);
    return { received: true };
  }
}
