import { maskDiscordWebhook, NotificationSettingsService } from '@app/notifications';
import { UploadSettingsService } from '@app/uploads';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasureService } from '../data-subject/account-erasure.service';
import { DataExportService } from '../data-subject/data-export.service';

@Injectable()
export class SettingsDataSubjectService implements OnModuleInit {
  constructor(
    private readonly personalData: DataExportService,
    private readonly erasure: AccountErasureService,
    private readonly uploads: UploadSettingsService,
    private readonly notifications: NotificationSettingsService,
  ) {}

  onModuleInit(): void {
    this.personalData.register({ name: 'settings', read: (userId) => this.read(userId) });
    this.erasure.register({
      name: 'settings',
      erase: async (userId, manager) => {
        await this.uploads.erase(userId, manager);
        await this.notifications.erase(userId, manager);
      },
    });
  }

  private async read(userId: string): Promise<Record<string, object[]>> {
    const { discordWebhook, choices } = await this.notifications.of(userId);
    const discord_webhook = discordWebhook && maskDiscordWebhook(discordWebhook);
    return { uploads: [await this.uploads.of(userId)], notifications: [{ discord_webhook, ...choices }] };
  }
}
