import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { NotificationsModule } from '@app/notifications';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { NotificationTestService } from './notification-test.service';
import { NotificationsController } from './notifications.controller';
import { SettingsController } from './settings.controller';
import { WorkspaceSettingsService } from './workspace-settings.service';

@Module({
  imports: [AuthModule, BillingModule, NotificationsModule, UploadsModule],
  controllers: [NotificationsController, SettingsController],
  providers: [NotificationTestService, WorkspaceSettingsService],
})
export class SettingsApiModule {}
