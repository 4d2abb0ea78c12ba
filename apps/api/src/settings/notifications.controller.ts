import { CurrentPrincipal, emailNotVerified, RequireSession, type SessionPrincipal } from '@app/auth';
import { channelNotSet, discordWebhookGone, notificationNotDelivered } from '@app/notifications';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
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
    description: 'To the stored Discord webhook, or by email to your confirmed address.',
  })
  @Throws(emailNotVerified, channelNotSet, discordWebhookGone, notificationNotDelivered)
  @ApiOkResponse({ type: NotificationTestResponse })
  sendTestNotification(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Body() { channel }: TestNotificationDto,
  ): Promise<NotificationTestResponse> {
    return this.notifications.send(principal, channel);
  }
}
