import { Public } from '@app/auth';
import { notFound } from '@app/core';
import { platformMessageInvalid, platformNotConfigured } from '@app/platforms';
import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { ReadBody } from '../http/body/request-body';
import { Throws } from '../http/throws.decorator';
import { ReceivedResponse } from '../responses/received.response';
import { DataDeletionResponse } from './data-deletion.response';
import { PlatformMessagesService } from './platform-messages.service';

const SIGNED = { schema: { type: 'string', description: 'A signed message of the platform.' } } as const;
const TYPES = ['application/json', 'application/x-www-form-urlencoded'];

@ApiTags('Provider webhooks')
@Public()
@Throws(notFound, platformNotConfigured)
@Controller('oauth/:platform')
export class PlatformMessagesController {
  constructor(private readonly messages: PlatformMessagesService) {}

  @SkipThrottle()
  @Post('events')
  @HttpCode(200)
  @ReadBody({ text: true })
  @ApiOperation({
    summary: 'Receive a message from a platform',
    description:
      'For platforms only, which sign their messages: the deauthorize callback of Facebook and Instagram, and the webhook of TikTok. When a person takes back the access, we ask the platform about the accounts of their login.',
  })
  @Throws(platformMessageInvalid)
  @ApiConsumes(...TYPES)
  @ApiBody(SIGNED)
  @ApiOkResponse({ type: ReceivedResponse })
  async receivePlatformMessage(
    @Param('platform') platform: string,
    @Headers() headers: Record<string, string>,
    @Body() body = '',
  ): Promise<ReceivedResponse> {
    await this.messages.receive(platform, { body, headers });
    return { received: true };
  }

  @SkipThrottle()
  @Post('data-deletion')
  @HttpCode(200)
  @ReadBody({ text: true })
  @ApiOperation({
    summary: 'Delete the data of a person who requests it on the platform',
    description: 'For Facebook and Instagram only, which sign the request. Deletes all accounts of the login.',
  })
  @Throws(platformMessageInvalid)
  @ApiConsumes(...TYPES)
  @ApiBody(SIGNED)
  @ApiOkResponse({ type: DataDeletionResponse })
  deletePlatformData(
    @Param('platform') platform: string,
    @Headers() headers: Record<string, string>,
    @Body() body = '',
  ): Promise<DataDeletionResponse> {
    return this.messages.erase(platform, { body, headers });
  }

  @Get('data-deletion/:code')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({ summary: 'Show the state of a deletion', description: 'For the person who requested it.' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  getPlatformDataDeletion(@Param('platform') platform: string, @Param('code') code: string): string {
    return this.messages.describe(platform, code);
  }
}
