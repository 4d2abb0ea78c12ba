import { type Actor, AuditLogService, assertRecentSignIn, type SessionPrincipal, UsersService } from '@app/auth';
import { EntitlementsService, type Feature } from '@app/billing';
import { accessDenied } from '@app/core';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { ADVANCED_ALERTS, NotificationSettingsService } from '@app/notifications';
import { type UploadSettingsChanges, UploadSettingsService } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { zonesOf } from '../http/privacy-zones.dto';
import type { SettingsDto } from './settings.dto';
import { SettingsResponse } from './settings.response';

/**
 * The settings of a workspace as one document, whichever lib stores them; the owner's plan limits which features can be
 * turned on.
 */
@Injectable()
export class WorkspaceSettingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uploads: UploadSettingsService,
    private readonly notifications: NotificationSettingsService,
    private readonly entitlements: EntitlementsService,
    private readonly audit: AuditLogService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  async of({ ownerId, workspaceRole }: Pick<SessionPrincipal, 'ownerId' | 'workspaceRole'>): Promise<SettingsResponse> {
    const [uploads, notifications, plan] = await Promise.all([
      this.uploads.of(ownerId),
      this.notifications.of(ownerId),
      this.entitlements.of(ownerId),
    ]);
    const seesZones = workspaceRole === 'owner' || workspaceRole === 'admin';
    return SettingsResponse.of(uploads, notifications, { hasHud: plan.features.has('hud_overlay'), seesZones });
  }

  /**
   * A new Discord webhook sends the workspace's messages to another channel, so it requires a recent sign-in. Only the
   * owner turns the approval of posts off, which protects them from their administrators, and gets a mail about it.
   * @throws invalid_input, tier_required, reauthentication_required, access_denied
   */
  async change(principal: SessionPrincipal, given: SettingsDto, actor: Actor): Promise<SettingsResponse> {
    const { ownerId } = principal;
    const former = await this.of(principal);
    const { discord_webhook: known, approval_required: wasRequired } = former;
    const endsApproval = wasRequired && (given.approval_required === false || given.approval_required === null);
    if (endsApproval && principal.workspaceRole !== 'owner')
      throw accessDenied('Only the owner of the workspace turns the approval of posts off.');
    if (given.discord_webhook && given.discord_webhook !== known) assertRecentSignIn(principal);
    for (const feature of turnedOn(given, known)) await this.entitlements.requireFeature(ownerId, feature);
    await this.dataSource.transaction(async (manager) => {
      const changes = uploadChanges(given);
      // Leaves a setting alone that is off already, because the owner may turn it on meanwhile.
      if (!endsApproval) changes.approvalRequired ||= undefined;
      await this.uploads.change(ownerId, changes, manager);
      await this.notifications.change(
        ownerId,
        { discordWebhook: given.discord_webhook, choices: given.notify },
        manager,
      );
      await this.audit.append(
        actor,
        {
          chain: ownerId,
          action: 'settings.changed',
          target: { type: 'workspace', id: ownerId },
          before: loggedValues(former, namesIn(given)),
          after: { settings: namesIn(given), ...loggedValues(given, namesIn(given)) },
        },
        manager,
      );
      if (endsApproval) await this.mailOwner(ownerId, manager);
    });
    return this.of(principal);
  }

  private async mailOwner(ownerId: string, manager: EntityManager): Promise<void> {
    const { email } = await this.users.get(ownerId, manager);
    await this.publisher.publish(sendAccountMail, { template: 'approval_turned_off', email }, { manager });
  }
}

/** Free text, places and secrets stay out of the audit log, from which nothing can be erased. */
const UNLOGGED: ReadonlySet<string> = new Set([
  'caption_template',
  'always_hashtags',
  'blocked_hashtags',
  'discord_webhook',
  'privacy_zones',
]);

const loggedValues = (settings: SettingsDto | SettingsResponse, names: readonly string[]): object =>
  Object.fromEntries(
    names
      .filter((name) => !UNLOGGED.has(name))
      .map((name) => [name, settings[name as keyof (SettingsDto | SettingsResponse)]]),
  );

const namesIn = (given: SettingsDto): string[] =>
  Object.keys(given).filter((name) => given[name as keyof SettingsDto] !== undefined);

/** Only turning a feature on requires a plan; its appearance may be prepared on any plan. */
function turnedOn(given: SettingsDto, maskedWebhook: string | null): Feature[] {
  const { hud_enabled, discord_webhook, notify, caption_template, auto_captions, approval_required } = given;
  const features: Feature[] = [];
  if (caption_template) features.push('caption_templates');
  if (auto_captions) features.push('auto_captions');
  if (approval_required) features.push('approval_workflows');
  if (hud_enabled) features.push('hud_overlay');
  if (discord_webhook && discord_webhook !== maskedWebhook) features.push('discord_alerts');
  if (ADVANCED_ALERTS.some((alert) => notify?.discord?.[alert])) features.push('advanced_alerts');
  return features;
}

const uploadChanges = (given: SettingsDto): UploadSettingsChanges => ({
  hudEnabled: given.hud_enabled,
  hudPreset: given.hud_preset,
  hudPosition: given.hud_position,
  hudSpeedUnit: given.hud_speed_unit,
  hudColor: given.hud_color,
  hudFont: given.hud_font,
  hudFontSize: given.hud_font_size,
  hudElements: given.hud_elements,
  privacyZones: given.privacy_zones && zonesOf(given.privacy_zones),
  maxShownSpeedKmh: given.max_shown_speed_kmh,
  telemetryOffsetMs: given.telemetry_offset_ms,
  speedingMph: given.speeding_mph,
  euphoriaMph: given.euphoria_mph,
  defaultPrivacy: given.default_privacy,
  alwaysHashtags: given.always_hashtags,
  blockedHashtags: given.blocked_hashtags,
  maxHashtags: given.max_hashtags,
  captionTemplate: given.caption_template,
  autoCaptions: given.auto_captions,
  approvalRequired: given.approval_required,
});
