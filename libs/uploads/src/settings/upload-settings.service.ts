import { invalidInput } from '@app/core';
import type { TrackPrivacy } from '@app/media';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Upload } from '../uploads/upload.entity';
import { elementsOf, UPLOAD_DEFAULTS, type UploadSettings, type UploadSettingsChanges } from './upload-settings';
import { UploadSettingsRow } from './upload-settings.entity';

const NAMES = Object.keys(UPLOAD_DEFAULTS) as (keyof UploadSettings)[];

/**
 * The settings of a workspace for rendering and describing its videos. The API validates the values, and the database
 * checks them again.
 */
@Injectable()
export class UploadSettingsService {
  constructor(private readonly dataSource: DataSource) {}

  async of(ownerId: string): Promise<UploadSettings> {
    return withDefaults(await this.dataSource.manager.findOneBy(UploadSettingsRow, { ownerId }));
  }

  /** @throws invalid_input when euphoria would not exceed speeding, taking the stored values into account */
  async change(ownerId: string, changes: UploadSettingsChanges, manager: EntityManager): Promise<UploadSettings> {
    await manager.query('insert into upload_settings (owner_id) values ($1) on conflict do nothing', [ownerId]);
    const row = await manager.findOneOrFail(UploadSettingsRow, {
      where: { ownerId },
      lock: { mode: 'pessimistic_write' },
    });
    const given = Object.fromEntries(
      NAMES.filter((name) => changes[name] !== undefined).map((name) => [name, changes[name]]),
    );
    const settings = withDefaults(Object.assign(row, given));
    if (settings.euphoriaMph <= settings.speedingMph) {
      const message = `euphoria_mph must be more than speeding_mph, which is ${settings.speedingMph}`;
      throw invalidInput(undefined, { errors: [{ path: 'euphoria_mph', code: 'above_speeding', message }] });
    }
    await manager.save(row);
    return settings;
  }

  /**
   * What the overlay and the captions of an upload hide: the account's choices of this moment, and those of the upload.
   * Files and texts that are made later follow the choices of that time.
   * @returns undefined when nothing is hidden
   */
  async privacyOf({ userId, options }: Pick<Upload, 'userId' | 'options'>): Promise<TrackPrivacy | undefined> {
    const { privacyZones, maxShownSpeedKmh } = await this.of(userId);
    const zones = [...privacyZones, ...(options.privacyZones ?? [])];
    const limits = [maxShownSpeedKmh, options.maxShownSpeedKmh].filter((limit) => typeof limit === 'number');
    if (zones.length === 0 && limits.length === 0) return undefined;
    const seed = zones.length > 0 ? await this.privacySeed(userId) : '';
    return { zones, seed, ...(limits.length > 0 && { maxShownSpeedKmh: Math.min(...limits) }) };
  }

  private async privacySeed(ownerId: string): Promise<string> {
    const insert = 'insert into upload_settings (owner_id) values ($1) on conflict do nothing';
    await this.dataSource.query(insert, [ownerId]);
    return (await this.dataSource.manager.findOneByOrFail(UploadSettingsRow, { ownerId })).privacySeed;
  }

  /** @returns the number of rows */
  async erase(ownerId: string, manager: EntityManager): Promise<number> {
    return (await manager.delete(UploadSettingsRow, { ownerId })).affected ?? 0;
  }
}

function withDefaults(row: UploadSettingsRow | null): UploadSettings {
  const settings = Object.fromEntries(
    NAMES.map((name) => [name, row?.[name] ?? UPLOAD_DEFAULTS[name]]),
  ) as unknown as UploadSettings;
  return row?.hudElements ? settings : { ...settings, hudElements: elementsOf(settings.hudPreset) };
}
