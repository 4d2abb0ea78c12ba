import { EntitlementsService } from '@app/billing';
import { type InputFault, invalidInput, type Owner } from '@app/core';
import {
  type NewPublication,
  type PlatformAccount,
  PlatformAccountsRepository,
  PlatformAdapters,
  PublicationMetricsRepository,
  type PublicationTime,
} from '@app/platforms';
import { type HourResult, UPLOAD_PLATFORMS, type UploadPlatform, UploadSettingsService } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { overrideFaults, overridesOf } from '../http/post-overrides.dto';
import type { PostTargetDto } from './post-target.dto';
import type { PresignDto } from './upload.dto';
import { slotsOf } from './upload-schedule.service';

/** The posts of an upload. */
export interface PlannedPosts {
  posts: NewPublication[];
  /** The platforms to prepare the video for, those of the posts included. */
  platforms: UploadPlatform[];
  /** Accounts that have to be reconnected before anything can be published there. */
  broken: PlatformAccount[];
  /** Platforms with posts that take a moment of the video as their cover, but no picture. */
  pictureless: UploadPlatform[];
}

/** Finds the accounts of an upload's posts, and their times. */
@Injectable()
export class PostTargetsService {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly entitlements: EntitlementsService,
    private readonly settings: UploadSettingsService,
    private readonly metrics: PublicationMetricsRepository,
  ) {}

  /** @throws invalid_input, tier_required */
  async plan(owner: Owner, given: PresignDto): Promise<PlannedPosts> {
    const { targets = [], platforms = [], schedule_mode: mode = 'immediate' } = given;
    if (mode !== 'scheduled' && given.scheduled_time !== undefined)
      throw refused('scheduled_time', 'needs_schedule', 'scheduled_time needs `schedule_mode` to be `scheduled`');
    if (targets.length === 0) {
      if (mode === 'immediate') return { posts: [], platforms: [...platforms], broken: [], pictureless: [] };
      throw refused('targets', 'required', 'targets must name the accounts to publish on');
    }
    if (mode !== 'immediate')
      await this.entitlements.requireFeature(owner.ownerId, mode === 'smart' ? 'smart_scheduling' : 'scheduling');
    if (given.requires_approval) await this.entitlements.requireFeature(owner.ownerId, 'approval_workflows');
    const own = await this.accounts.list(owner);
    const chosen = targets.map(({ account_id }) => own.find(({ id }) => id === account_id));
    const { defaultPrivacy, approvalRequired } = await this.settings.of(owner.ownerId);
    const privacy = given.privacy ?? defaultPrivacy;
    const needsApproval = given.requires_approval === true || approvalRequired;
    const faults = chosen.flatMap((account, index) =>
      this.faultsOf(account, targets[index], { path: `targets.${index}`, privacy, needsApproval }),
    );
    if (faults.length > 0) throw invalidInput(undefined, { errors: faults });
    const accounts = chosen.filter((account) => account !== undefined);
    const names = accounts.map(({ platform }) => platform as UploadPlatform);
    const results = mode === 'smart' ? await this.metrics.hourResults(owner, given.timezone ?? 'UTC') : [];
    const times = timesOf(owner, given, names, results);
    const posts = accounts.map(({ id, name, platform }, index): NewPublication => {
      const time = times[index] ?? { publishAt: null, localTime: null, timeZone: null };
      return {
        accountId: id,
        accountName: name,
        platform,
        overrides: overridesOf(targets[index]?.overrides),
        needsApproval,
        ...time,
      };
    });
    const broken = accounts.filter(({ status }) => status !== 'active');
    const pictureless = [...new Set(names)].filter((name) => !this.adapters.named(name).publisher?.takesPictures);
    return { posts, platforms: [...new Set([...platforms, ...names])], broken, pictureless };
  }

  private faultsOf(
    account: PlatformAccount | undefined,
    target: PostTargetDto | undefined,
    { path, ...choices }: { path: string; privacy: string; needsApproval: boolean },
  ): InputFault[] {
    if (!account) {
      const message = 'account_id must be the id of a connected account';
      return [{ path: `${path}.account_id`, code: 'unknown', message }];
    }
    const { platform } = account;
    const isKnown = UPLOAD_PLATFORMS.some((name) => name === platform) && this.adapters.isConfigured(platform);
    const publisher = isKnown ? this.adapters.named(platform).publisher : undefined;
    if (!publisher) {
      const message = `videos cannot be published on ${platform} yet`;
      return [{ path: `${path}.account_id`, code: 'publishing_not_supported', message }];
    }
    return overrideFaults(publisher, { overrides: overridesOf(target?.overrides), ...choices }, `${path}.overrides`);
  }
}

/** One time for each post, in their order; empty: immediately. @throws invalid_input */
function timesOf(
  { ownerId }: Owner,
  given: PresignDto,
  platforms: readonly UploadPlatform[],
  results: readonly HourResult[],
): PublicationTime[] {
  const { schedule_mode: mode = 'immediate', timezone: timeZone = 'UTC', schedule_seed: seed = ownerId } = given;
  if (mode === 'immediate') return [];
  const request = { mode, platforms, timeZone, seed, localTime: given.scheduled_time, results };
  return slotsOf(request).map(({ at, localTime }) => ({ publishAt: at, localTime, timeZone }));
}

const refused = (path: string, code: string, message: string) =>
  invalidInput(undefined, { errors: [{ path, code, message }] });
