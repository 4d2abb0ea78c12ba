import type { PrivacyZone } from '@app/media';
import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { UploadSettings } from './upload-settings';

/** The choices of a workspace; null means the default. */
@Entity('upload_settings')
export class UploadSettingsRow implements Record<keyof UploadSettings, unknown> {
  @PrimaryColumn('uuid', { name: 'owner_id' })
  ownerId: string;

  @Column('boolean', { name: 'hud_enabled', nullable: true })
  hudEnabled: boolean | null;

  @Column('text', { name: 'hud_preset', nullable: true })
  hudPreset: string | null;

  @Column('text', { name: 'hud_position', nullable: true })
  hudPosition: string | null;

  @Column('text', { name: 'hud_speed_unit', nullable: true })
  hudSpeedUnit: string | null;

  @Column('text', { name: 'hud_color', nullable: true })
  hudColor: string | null;

  @Column('text', { name: 'hud_font', nullable: true })
  hudFont: string | null;

  @Column('integer', { name: 'hud_font_size', nullable: true })
  hudFontSize: number | null;

  @Column('text', { name: 'hud_elements', array: true, nullable: true })
  hudElements: string[] | null;

  @Column('jsonb', { name: 'privacy_zones', nullable: true })
  privacyZones: PrivacyZone[] | null;

  @Column('integer', { name: 'max_shown_speed_kmh', nullable: true })
  maxShownSpeedKmh: number | null;

  @Column({ type: 'uuid', name: 'privacy_seed', insert: false, update: false })
  privacySeed: string;

  @Column('integer', { name: 'telemetry_offset_ms', nullable: true })
  telemetryOffsetMs: number | null;

  @Column('integer', { name: 'speeding_mph', nullable: true })
  speedingMph: number | null;

  @Column('integer', { name: 'euphoria_mph', nullable: true })
  euphoriaMph: number | null;

  @Column('text', { name: 'default_privacy', nullable: true })
  defaultPrivacy: string | null;

  @Column('text', { name: 'always_hashtags', array: true, nullable: true })
  alwaysHashtags: string[] | null;

  @Column('text', { name: 'blocked_hashtags', array: true, nullable: true })
  blockedHashtags: string[] | null;

  @Column('integer', { name: 'max_hashtags', nullable: true })
  maxHashtags: number | null;

  @Column('text', { name: 'caption_template', nullable: true })
  captionTemplate: string | null;

  @Column('boolean', { name: 'auto_captions', nullable: true })
  autoCaptions: boolean | null;

  @Column('boolean', { name: 'approval_required', nullable: true })
  approvalRequired: boolean | null;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
