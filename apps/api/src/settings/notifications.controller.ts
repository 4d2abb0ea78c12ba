import { CurrentPrincipal, RequireSession, type SessionPrincipal } from '@app/auth';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit.decorator';
import { NotificationTestService } from './notification-test.service';
import { TestNotificationDto } from './settings.dto';
import { NotificationTestResponse } from './settings.response';

@ApiTags('Settings')
@RequireSession('admin')
@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationTestService) {}

  @Post('test')
  @HttpCode(200)
  @RateLimit('sign_in')
  @ApiOperation({
    summary: 'Send a test message',
    description:
      'To the stored Discord webhook, or by mail to yourself. Errors: 409 `channel_not_set`, 409 `discord_webhook_gone`, 502 `notification_not_delivered` with `Retry-After` when Discord says one.',
  })
  @ApiOkResponse({ type: NotificationTestResponse })
  test(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { channel }: TestNotificationDto,
  ): Promise<NotificationTestResponse> {
    return this.notifications.send(principal, channel);
  }
}
