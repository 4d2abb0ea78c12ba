import { invalidInput } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isDiscordWebhook, maskDiscordWebhook } from './discord-webhook';
import { type ChoiceChanges, changedChoices, type NotificationChoices, withDefaults } from './notification-choices';
import { NotificationSettingsRepository } from './notification-settings.repository';

export interface NotificationSettings {
  /** A secret that lets its holder write to the channel: show only `maskDiscordWebhook` of it. */
  discordWebhook: string | null;
  choices: NotificationChoices;
}

/** Absent: unchanged. null: the default. */
export interface NotificationSettingsChanges {
  /** The masked form of the stored value leaves it unchanged. */
  discordWebhook?: string | null;
  choices?: ChoiceChanges | null;
}

/** The notification settings of workspaces. */
@Injectable()
export class NotificationSettingsService {
  constructor(private readonly settings: NotificationSettingsRepository) {}

  async of(ownerId: string, manager?: EntityManager): Promise<NotificationSettings> {
    const { discordWebhook, choices } = await this.settings.find(ownerId, manager);
    return { discordWebhook, choices: withDefaults(choices) };
  }

  /** @throws invalid_input for an address that is not a Discord webhook */
  async change(
    ownerId: string,
    changes: NotificationSettingsChanges,
    manager: EntityManager,
  ): Promise<NotificationSettings> {
    const stored = await this.settings.lock(ownerId, manager);
    const discordWebhook = webhookAfter(stored.discordWebhook, changes.discordWebhook);
    const choices = changes.choices === null ? {} : changedChoices(stored.choices, changes.choices ?? {});
    await this.settings.save(ownerId, { discordWebhook, choices }, manager);
    return { discordWebhook, choices: withDefaults(choices) };
  }

  /**
   * Removes the webhook after Discord has refused it.
   * @returns false when the owner has replaced or removed it in the meantime
   */
  async removeDiscordWebhook(ownerId: string, gone: string, manager: EntityManager): Promise<boolean> {
    const stored = await this.settings.lock(ownerId, manager);
    if (stored.discordWebhook !== gone) return false;
    await this.settings.save(ownerId, { ...stored, discordWebhook: null }, manager);
    return true;
  }

  /** @returns the number of rows */
  erase(ownerId: string, manager: EntityManager): Promise<number> {
    return this.settings.remove(ownerId, manager);
  }
}

function webhookAfter(stored: string | null, given: string | null | undefined): string | null {
  if (given === undefined || (stored !== null && given === maskDiscordWebhook(stored))) return stored;
  if (given === null || isDiscordWebhook(given)) return given;
  const message = 'discord_webhook must look like https://discord.com/api/webhooks/<id>/<token>';
  throw invalidInput(undefined, { errors: [{ path: 'discord_webhook', code: 'discord_webhook', message }] });
}
