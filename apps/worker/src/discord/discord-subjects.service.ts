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
    const ids = notices.flatMap((notice) => uploadIdOf(notice) ?? []);
    const [uploads, posts] = await Promise.all([this.uploads.some(ids), this.publications.ofUploads(ids)]);
    const subjects = await Promise.all(
      notices.map(async (notice) => {
        const { type, data } = notice;
        if (type === 'account.needs_reconnection') return this.ofAccount(data.id);
        if (type === 'quota.reached') return this.ofQuota(data);
        if (type === 'summary.daily') return this.ofDay(data);
        const upload = uploads.find(({ id }) => id === uploadIdOf(notice));
        if (!upload) return undefined;
        const ofUpload = posts.get(upload.id) ?? [];
        return type === 'publication.delayed'
          ? this.ofDelay(data, upload, ofUpload)
          : this.ofUpload(type as DiscordSubject['type'], upload, ofUpload);
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

  private ofDelay(data: DiscordNotice['data'], upload: Upload, posts: readonly Publication[]): DiscordSubject {
    const subject = this.ofUpload(
      'publication.delayed',
      upload,
      posts.filter(({ id }) => id === data.id),
    );
    return { ...subject, text: `${Math.round(Number(data.delay_seconds) / 60)} minutes after its time` };
  }

  private ofQuota({ taken, limit, percent }: DiscordNotice['data']): DiscordSubject {
    const text = percent === 100 ? 'Further uploads are refused until the period ends.' : '';
    const name = `${Number(taken)} of ${Number(limit)} used`;
    return { type: 'quota.reached', name, url: `${this.config.frontendUrl}/billing`, details: [], text };
  }

  private ofDay({ day, received, completed, partial, failed, views }: DiscordNotice['data']): DiscordSubject {
    const counts = { Received: received, Completed: completed, Partial: partial, Failed: failed, Views: views };
    const text = Object.entries(counts)
      .map(([name, count]) => `${name}: ${Number(count)}`)
      .join('\n');
    return { type: 'summary.daily', name: String(day), url: `${this.config.frontendUrl}/uploads`, details: [], text };
  }

  private labelOf(platform: string): string {
    return this.platforms.isConfigured(platform) ? this.platforms.named(platform).label : platform;
  }
}

/** The upload that an event is about, if it is about one. */
function uploadIdOf({ type, data }: DiscordNotice): string | undefined {
  if (type === 'publication.delayed') return String(data.upload_id);
  return type.startsWith('upload.') ? data.id : undefined;
}
