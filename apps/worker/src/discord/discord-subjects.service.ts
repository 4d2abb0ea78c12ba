import { type CoreConfig, coreConfig } from '@app/core';
import type { DiscordNotice } from '@app/notifications';
import { PlatformAccountsRepository, PlatformAdapters, type Publication, PublicationsRepository } from '@app/platforms';
import { type Upload, UploadsRepository } from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import type { DiscordSubject } from './discord-message';

const STATES: Readonly<Partial<Record<Publication['status'], string>>> = {
  published: 'published',
  verified: 'published',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Finds out what events are about when they are sent. */
@Injectable()
export class DiscordSubjectsService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly publications: PublicationsRepository,
    private readonly accounts: PlatformAccountsRepository,
    private readonly platforms: PlatformAdapters,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** In the order of the notices, without those whose upload or account is gone. */
  async of(notices: readonly DiscordNotice[]): Promise<DiscordSubject[]> {
    const ids = notices.filter(({ type }) => type.startsWith('upload.')).map(({ data }) => data.id);
    const [uploads, posts] = await Promise.all([this.uploads.some(ids), this.publications.ofUploads(ids)]);
    const subjects = await Promise.all(
      notices.map(async ({ type, data: { id } }) => {
        if (type === 'account.needs_reconnection') return this.ofAccount(id);
        const upload = uploads.find((each) => each.id === id);
        return upload && this.ofUpload(type as DiscordSubject['type'], upload, posts.get(id) ?? []);
      }),
    );
    return subjects.filter((subject) => subject !== undefined);
  }

  private ofUpload(
    type: DiscordSubject['type'],
    { id, title, filename }: Upload,
    posts: readonly Publication[],
  ): DiscordSubject {
    const details = posts.map(({ platform, accountName: account, status }) => ({
      platform: this.labelOf(platform),
      account,
      state: STATES[status] ?? '',
    }));
    return { type, name: title || filename, url: `${this.config.frontendUrl}/uploads?id=${id}`, details };
  }

  private async ofAccount(id: string): Promise<DiscordSubject | undefined> {
    const account = await this.accounts.get(id);
    if (!account) return undefined;
    return {
      type: 'account.needs_reconnection',
      name: account.name,
      url: `${this.config.frontendUrl}/platforms`,
      details: [{ platform: this.labelOf(account.platform), account: account.name, state: '' }],
    };
  }

  private labelOf(platform: string): string {
    return this.platforms.isConfigured(platform) ? this.platforms.named(platform).label : platform;
  }
}
