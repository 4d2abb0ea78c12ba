import { Public } from '@app/auth';
import { notFound } from '@app/core';
import { renderProviderUnavailable } from '@app/render-proxy';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { Throws } from '../http/throws.decorator';
import { ReceivedResponse } from '../responses/received.response';
import { ProviderCallbacksService } from './provider-callbacks.service';

@ApiTags('Provider webhooks')
@Public()
@SkipThrottle()
@Controller('api/v1/webhook')
export class ProviderCallbacksController {
  constructor(private readonly callbacks: ProviderCallbacksService) {}

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Receive a callback from the render provider',
    description:
      'For the render provider only, at an unguessable address for each render. The message is not trusted: we read the state from the provider, so replays and forgeries change nothing.',
  })
  @Throws(notFound, renderProviderUnavailable)
  @ApiBody({
    schema: { type: 'object', additionalProperties: true, description: "The provider's message; it is not trusted." },
  })
  @ApiOkResponse({ type: ReceivedResponse })
  async receiveRenderCallback(@Param('token') token: string, @Body() body: unknown): Promise<ReceivedResponse> {
    await this.callbacks.receive(token, body);
    return { received: true };
  }
}
