import { Public } from '@app/auth';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { ProviderCallbacksService } from './provider-callbacks.service';

@ApiTags('Renders')
@Public()
@SkipThrottle()
@Controller('api/v1/webhook')
export class ProviderCallbacksController {
  constructor(private readonly callbacks: ProviderCallbacksService) {}

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({
    summary: 'For the render provider only',
    description:
      'An unguessable address for each render. What arrives is a hint: the state is read from the provider, so replays and forgeries change nothing.',
  })
  @ApiOkResponse()
  @ApiNotFoundResponse()
  async receive(@Param('token') token: string, @Body() body: unknown): Promise<{ received: true }> {
    await this.callbacks.receive(token, body);
    return { received: true };
  }
}
