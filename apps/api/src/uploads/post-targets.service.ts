import { EntitlementsService, tierRequired, tierWithRoom } from '@app/billing';
import { type InputFault, invalidInput, type Owner } from '@app/core';
import {
  AccountGroupsRepository,
  type NewPublication,
  type PlatformAccount,
  PlatformAccountsRepository,
  PlatformAdapters,
  type PublicationTime,
} from '@app/platforms';
import { UPLOAD_PLATFORMS, type UploadPlatform, UploadSettingsService } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { overrideFaults, overridesOf } from '../http/post-overrides.dto';
import { tagsOn } from './post-tags';
import { MOST_TARGETS, type PostTargetDto } from './post-target.dto';
import type { PresignDto } from './upload.dto';
import { UploadScheduleService } from './upload-schedule.service';

/** An account with permissions that it lacks for its post. */
interface LackingAccount extends Pick<PlatformAccount, 'id' | 'name'> {
  label: string;
  missingScopes: readonly string[];
}

/** The posts of an upload. */
export interface PlannedPosts {
  posts: NewPublication[];
  /** The platforms to prepare the video for, those of the posts included. */
  platforms: UploadPlatform[];
  /** Accounts that have to be reconnected before their posts can be published, with the permissions that they lack. */
  broken: LackingAccount[];
  /** Accounts whose posts will be published without steps that they request, such as their first comment. */
  stepless: LackingAccount[];
  /** Platforms with posts that take a moment of the video as their cover, but no picture; their names for people. */
  pictureless: ReadonlyMap<UploadPlatform, string>;
}

/** A post that was requested for an account, itself or as part of a group or a platform. */
interface ChosenAccount {
  /** Undefined: the owner has no such account. */
  account: PlatformAccount | undefined;
  overrides: PostTargetDto['overrides'];
  /** What names the account in the request. */
  path: string;
  /** What to name when the platform refuses a choice; undefined for posts that the request chooses by their platform. */
  pathOf: ((choice: string) => string) | undefined;
  /** Whether the request names the account by its id. */
  isNamed: boolean;
}

/** What the posts of an upload have in common. */
interface PostChoices {
  privacy: string;
  needsApproval: boolean;
  tagsOn: (platform: UploadPlatform) => string[];
}

/** Finds the accounts of an upload's posts, and their times. */
@Injectable()
export class PostTargetsService {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly groups: AccountGroupsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly entitlements: EntitlementsService,
    private readonly settings: UploadSettingsService,
    private readonly schedule: UploadScheduleService,
  ) {}

  /** @throws invalid_input, tier_required */
  async plan(owner: Owner, given: PresignDto): Promise<PlannedPosts> {
    const { targets = [], platforms = [], schedule_mode: mode = 'immediate' } = given;
    if (mode !== 'scheduled' && given.scheduled_time !== undefined)
      throw refused('scheduled_time', 'needs_schedule', 'scheduled_time needs `schedule_mode` to be `scheduled`');
    if (targets.length > 0 && given.publish === false)
      throw refused('publish', 'contradictory', 'publish must not be false with `targets`');
    if (targets.length === 0 && (given.publish === false || platforms.every((name) => name === 'download'))) {
      if (mode === 'immediate')
        return { posts: [], platforms: [...platforms], broken: [], stepless: [], pictureless: new Map() };
      throw refused('targets', 'required', 'targets must name the accounts to publish on');
    }
    if (mode !== 'immediate')
      await this.entitlements.requireFeature(owner.ownerId, mode === 'smart' ? 'smart_scheduling' : 'scheduling');
    if (given.requires_approval) await this.entitlements.requireFeature(owner.ownerId, 'approval_workflows');
    const chosen = await this.choose(owner, given);
    const settings = await this.settings.of(owner.ownerId);
    const { defaultPrivacy, approvalRequired } = settings;
    const privacy = given.privacy ?? defaultPrivacy;
    const needsApproval = given.requires_approval === true || approvalRequired;
    const faults = chosen.flatMap((each) =>
      this.faultsOf(each, { privacy, needsApproval, tagsOn: (name) => tagsOn(name, given, settings) }),
    );
    if (faults.length > 0) throw invalidInput(undefined, { errors: faults });
    const accounts = chosen.flatMap(({ account }) => account ?? []);
    const names = accounts.map(({ platform }) => platform as UploadPlatform);
    const times = await this.timesOf(owner, given, accounts);
    const posts = accounts.map(({ id, name, platform }, index): NewPublication => {
      const time = times[index] ?? { publishAt: null, localTime: null, timeZone: null };
      return {
        accountId: id,
        accountName: name,
        platform,
        overrides: overridesOf(chosen[index]?.overrides),
        needsApproval,
        ...time,
      };
    });
    const pictureless = new Map(
      names.flatMap((name) => {
        const { publisher, label } = this.adapters.named(name);
        return publisher?.takesPictures ? [] : [[name, label] as const];
      }),
    );
    const lacking = this.lacking(accounts, posts);
    return { posts, platforms: [...new Set([...platforms, ...names])], ...lacking, pictureless };
  }

  /** The accounts that need attention before their posts can be published, or before a step after it works. */
  private lacking(
    accounts: readonly PlatformAccount[],
    posts: readonly NewPublication[],
  ): Pick<PlannedPosts, 'broken' | 'stepless'> {
    const each = accounts.map(({ id, name, platform, status, scopes }, index) => {
      const adapter = this.adapters.named(platform);
      const { options } = posts[index]?.overrides ?? {};
      const account = { id, name, label: adapter.label };
      const missingScopes = adapter.missingScopes(scopes, options);
      const missingForSteps = adapter.missingForSteps(scopes, options);
      return {
        broken: status === 'active' && missingScopes.length === 0 ? [] : [{ ...account, missingScopes }],
        stepless: missingForSteps.length === 0 ? [] : [{ ...account, missingScopes: missingForSteps }],
      };
    });
    return { broken: each.flatMap(({ broken }) => broken), stepless: each.flatMap(({ stepless }) => stepless) };
  }

  /**
   * One account for each post.
   * @throws invalid_input for a group without accounts, and for too many posts; tier_required for accounts beyond the plan
   */
  private async choose(owner: Owner, { targets = [], platforms = [] }: PresignDto): Promise<ChosenAccount[]> {
    const [own, { limits, tier }] = await Promise.all([this.accounts.list(owner), this.entitlements.of(owner.ownerId)]);
    const most = limits.connectedAccounts;
    const chosen =
      targets.length > 0 ? await this.chooseTargets(owner, own, targets) : onPlatforms(own, most, platforms);
    if (chosen.length > MOST_TARGETS)
      throw refused('targets', 'too_many', `targets must make at most ${MOST_TARGETS} posts`);
    const beyond = own.slice(most).filter(({ id }) => chosen.some(({ account }) => account?.id === id));
    const last = beyond.at(-1);
    if (!last) return chosen;
    const names = beyond.map(({ name, platform }) => `${name} on ${platform}`).join(', ');
    throw tierRequired(`The plan publishes on ${most} of the accounts, those connected first, not on ${names}.`, {
      extra: {
        account_ids: beyond.map(({ id }) => id),
        tier,
        required_tier: tierWithRoom('connectedAccounts', own.indexOf(last)) ?? null,
      },
    });
  }

  /** @throws invalid_input for a group without accounts */
  private async chooseTargets(
    owner: Owner,
    own: readonly PlatformAccount[],
    targets: readonly PostTargetDto[],
  ): Promise<ChosenAccount[]> {
    const hasGroups = targets.some(({ group }) => group !== undefined);
    const groups = hasGroups ? await this.groups.list(owner) : [];
    const taken = new Set(targets.flatMap(({ account_id }) => account_id ?? []));
    return targets.flatMap(({ account_id, group, overrides }, index): ChosenAccount[] => {
      const path = `targets[${index}]`;
      const pathOf = (choice: string) => `${path}.overrides.${choice}`;
      if (group === undefined) {
        const account = own.find(({ id }) => id === account_id);
        return [{ account, overrides, path: `${path}.account_id`, pathOf, isNamed: true }];
      }
      if (account_id !== undefined)
        throw refused(path, 'ambiguous', 'a target must have either `account_id` or `group`');
      const members = groups.find(({ id }) => id === group)?.accountIds;
      if (!members) throw refused(`${path}.group`, 'unknown', 'group must be the id of a group of accounts');
      const accounts = own.filter(({ id }) => members.includes(id));
      if (accounts.length === 0) throw refused(`${path}.group`, 'empty', 'group must have accounts');
      const added = accounts.filter(({ id }) => !taken.has(id));
      for (const { id } of added) taken.add(id);
      return added.map((account) => ({ account, overrides, path: `${path}.group`, pathOf, isNamed: false }));
    });
  }

  private faultsOf(
    { account, overrides, path, pathOf, isNamed }: ChosenAccount,
    { tagsOn: tagsFor, privacy, needsApproval }: PostChoices,
  ): InputFault[] {
    if (!account) return [{ path, code: 'unknown', message: 'account_id must be the id of a connected account' }];
    const { platform, name } = account;
    const isKnown = UPLOAD_PLATFORMS.some((each) => each === platform) && this.adapters.isConfigured(platform);
    const publisher = isKnown ? this.adapters.named(platform).publisher : undefined;
    if (!publisher)
      return [{ path, code: 'publishing_not_supported', message: unsupported(platform, pathOf === undefined) }];
    const texts = { tags: tagsFor(platform as UploadPlatform), privacy };
    const faultsAt = (at: (choice: string) => string) =>
      overrideFaults(publisher, { overrides: overridesOf(overrides), texts, needsApproval }, at);
    const of = `the account ${name} on ${platform}`;
    if (!pathOf)
      return faultsAt((choice) => choice).map(({ path: choice, ...fault }) => {
        const message = `${fault.message} (${of}): name the account in \`targets\` with \`overrides.${choice}\``;
        return { ...fault, path, message };
      });
    const faults = faultsAt(pathOf);
    return isNamed ? faults : faults.map((fault) => ({ ...fault, message: `${fault.message} (${of})` }));
  }

  /** One time for each post, in their order; empty: immediately. @throws invalid_input */
  private async timesOf(
    owner: Owner,
    given: PresignDto,
    accounts: readonly PlatformAccount[],
  ): Promise<PublicationTime[]> {
    const {
      schedule_mode: mode = 'immediate',
      timezone: timeZone = 'UTC',
      schedule_seed: seed = owner.ownerId,
    } = given;
    if (mode === 'immediate') return [];
    const posts = accounts.map(({ id, platform }) => ({ platform: platform as UploadPlatform, accountId: id }));
    const request = { mode, posts, timeZone, seed, localTime: given.scheduled_time };
    const slots = await this.schedule.slots(owner, request);
    return slots.map(({ at, localTime }) => ({ publishAt: at, localTime, timeZone }));
  }
}

/**
 * A post on each of the owner's first `most` accounts on each platform, or on one of the others where there is none of
 * these. @throws invalid_input for a platform without any
 */
function onPlatforms(
  own: readonly PlatformAccount[],
  most: number,
  platforms: readonly UploadPlatform[],
): ChosenAccount[] {
  return platforms.flatMap((name, index): ChosenAccount[] => {
    if (name === 'download') return [];
    const path = `platforms[${index}]`;
    const on = (accounts: readonly PlatformAccount[]) => accounts.filter(({ platform }) => platform === name);
    const all = on(own);
    if (all.length === 0)
      throw refused(path, 'no_account', `${name} has no connected account; with \`"publish":false\` it needs none`);
    const included = on(own.slice(0, most));
    const accounts = included.length > 0 ? included : all.slice(0, 1);
    return accounts.map((account) => ({ account, overrides: {}, path, pathOf: undefined, isNamed: false }));
  });
}

const unsupported = (platform: string, isChosenByPlatform: boolean) =>
  `videos cannot be published on ${platform} yet${isChosenByPlatform ? ': leave it out, or send `"publish":false`' : ''}`;

const refused = (path: string, code: string, message: string) =>
  invalidInput(undefined, { errors: [{ path, code, message }] });
