import { PLANS, type Tier } from '@app/billing';
import type { RecordedEvent } from '@app/notifications';
import { PlatformAccountsRepository, PlatformAdapters, type Publication, PublicationsRepository } from '@app/platforms';
import { type Upload, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { EVENT_TITLES, type EventSubject } from './event-subject';

type Event = Pick<RecordedEvent, 'type' | 'data'>;
type UploadEvent = Extract<EventSubject['type'], `upload.${string}`>;

const STATES: Readonly<Partial<Record<Publication['status'], string>>> = {
  published: 'published',
  verified: 'published',
  failed: 'failed',
  unknown: 'not confirmed',
  cancelled: 'cancelled',
};

/** Finds out what events are about when they are reported to people. */
@Injectable()
export class EventSubjectsService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly publications: PublicationsRepository,
    private readonly accounts: PlatformAccountsRepository,
    private readonly platforms: PlatformAdapters,
  ) {}

  /**
   * Returns the subjects in the order of the events; undefined for an event whose upload or account is gone, and for
   * one that is not reported to people.
   */
  async of(events: readonly Event[]): Promise<(EventSubject | undefined)[]> {
    const subjectOf = await this.load(events);
    return Promise.all(events.map(subjectOf));
  }

  /** The same; an event that cannot be described is reported as rejected, beside the others. */
  async settled(events: readonly Event[]): Promise<PromiseSettledResult<EventSubject | undefined>[]> {
    const subjectOf = await this.load(events);
    return Promise.allSettled(events.map(subjectOf));
  }

  /** Reads the uploads and posts of all events at once. */
  private async load(events: readonly Event[]): Promise<(event: Event) => Promise<EventSubject | undefined>> {
    const ids = events.flatMap((event) => uploadIdOf(event) ?? []);
    const [uploads, posts] = await Promise.all([this.uploads.some(ids), this.publications.ofUploads(ids)]);
    return async (event) => {
      const { type, data } = event;
      if (type === 'account.needs_reconnection') return this.ofAccount(data.id);
      const upload = uploads.find(({ id }) => id === uploadIdOf(event));
      if (!upload) return ofFigures(event);
      const ofUpload = posts.get(upload.id) ?? [];
      if (type === 'publication.delayed') return this.ofDelay(data, upload, ofUpload);
      return isUploadEvent(type) ? this.ofUpload(type, data, upload, ofUpload) : undefined;
    };
  }

  private ofUpload(
    type: UploadEvent,
    { comment }: Event['data'],
    upload: Upload,
    posts: readonly Publication[],
  ): EventSubject {
    const text = typeof comment === 'string' ? { text: comment } : {};
    return { type, name: nameOf(upload), path: pathOf(upload), details: this.detailsOf(posts), ...text };
  }

  private ofDelay({ id, delay_seconds }: Event['data'], upload: Upload, posts: readonly Publication[]): EventSubject {
    return {
      type: 'publication.delayed',
      name: nameOf(upload),
      path: `${pathOf(upload)}#${id}`,
      details: this.detailsOf(posts.filter((post) => post.id === id)),
      text: `${Math.round(Number(delay_seconds) / 60)} minutes after its time`,
    };
  }

  private async ofAccount(id: string): Promise<EventSubject | undefined> {
    const account = await this.accounts.get(id);
    if (!account) return undefined;
    const { name, platform } = account;
    const details = [{ platform: this.labelOf(platform), account: name, state: '' }];
    return { type: 'account.needs_reconnection', name, path: `/platforms#${id}`, details };
  }

  private detailsOf(posts: readonly Publication[]): EventSubject['details'] {
    return posts.map(({ platform, accountName: account, status }) => ({
      platform: this.labelOf(platform),
      account,
      state: STATES[status] ?? '',
    }));
  }

  private labelOf(platform: string): string {
    return this.platforms.isConfigured(platform) ? this.platforms.named(platform).label : platform;
  }
}

/** The subject of an event whose data needs no look-up. */
function ofFigures({ type, data }: Event): EventSubject | undefined {
  const figures = { details: [], path: '/billing' };
  switch (type) {
    case 'render.failed':
      return { type, name: data.id, path: `/renders/${data.id}`, details: [] };
    case 'quota.reached': {
      const text = data.percent === 100 ? 'Further uploads are refused until the period ends.' : '';
      return { ...figures, type, name: `${Number(data.taken)} of ${Number(data.limit)} used`, text };
    }
    case 'tokens.low':
      return {
        ...figures,
        type,
        name: `${Number(data.available)} left`,
        text: 'Renders that need more will be refused. Buy tokens or upgrade your plan to keep rendering.',
      };
    case 'subscription.updated':
      return { ...figures, type, name: `${planOf(data.from)} to ${planOf(data.to)}` };
    case 'subscription.past_due':
      return { ...figures, type, name: `${planOf(data.tier)} plan`, text: 'Please update your payment method.' };
    case 'summary.daily':
      return ofDay(type, data);
    default:
      return undefined;
  }
}

function ofDay(type: 'summary.daily', data: Event['data']): EventSubject {
  const { day, received, completed, partial, failed, views } = data;
  const counts = { Received: received, Completed: completed, Partial: partial, Failed: failed, Views: views };
  const text = Object.entries(counts)
    .map(([name, count]) => `${name}: ${Number(count)}`)
    .join('\n');
  return { type, name: String(day), path: '/uploads', details: [], text };
}

/** The upload that an event is about, if it is about one. */
function uploadIdOf({ type, data }: Event): string | undefined {
  if (type === 'publication.delayed') return String(data.upload_id);
  return type.startsWith('upload.') ? data.id : undefined;
}

const isUploadEvent = (type: string): type is UploadEvent => type.startsWith('upload.') && type in EVENT_TITLES;
const nameOf = ({ title, filename }: Upload): string => title || filename;
const pathOf = ({ id }: Upload): string => `/uploads?id=${id}`;
const planOf = (tier: unknown): string => PLANS[tier as Tier].name;
