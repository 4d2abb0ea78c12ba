import { type InputFault, wholeNumber } from '@app/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Output } from '../edit/edit';

/** In the order in which a render passes through them; the last three are final. */
export const RENDER_STATUSES = [
  'queued',
  'fetching',
  'rendering',
  'saving',
  'transferring',
  'completed',
  'failed',
  'cancelled',
] as const;
export type RenderStatus = (typeof RENDER_STATUSES)[number];

export const isFinished = (status: RenderStatus): boolean =>
  RENDER_STATUSES.indexOf(status) >= RENDER_STATUSES.indexOf('completed');

/** Why a render failed, as its owner may read it. */
export interface RenderFault {
  code: string;
  message: string;
  errors?: readonly InputFault[];
}

/** Temporary addresses of the provider's own copy. */
export interface ProviderOutput {
  video: string;
  poster?: string;
  thumbnail?: string;
}

/** One edit on its way to a video. Rows stay for billing when the files are gone. */
@Entity('renders')
export class Render {
  @PrimaryColumn('uuid')
  id: string;

  /** The account that owns it and whose tokens it uses. */
  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** The user who requested it. */
  @Column('uuid', { name: 'created_by' })
  createdBy: string;

  @Column('uuid', { name: 'api_key_id', nullable: true })
  apiKeyId: string | null;

  @Column('uuid', { name: 'batch_id', nullable: true })
  batchId: string | null;

  @Column('smallint', { name: 'batch_index', nullable: true })
  batchIndex: number | null;

  @Column('text')
  provider: string;

  @Column('text', { name: 'provider_render_id', nullable: true })
  providerRenderId: string | null;

  @Column('json', { name: 'provider_output', nullable: true })
  providerOutput: ProviderOutput | null;

  /** When the provider last reported the render; null before. */
  @Column('timestamptz', { name: 'provider_seen_at', nullable: true })
  providerSeenAt: Date | null;

  /** Since when every attempt has failed because a service is unavailable; null when the latest one did not. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('text')
  status: RenderStatus;

  /** 0..1, never decreasing. */
  @Column('real')
  progress: number;

  /**
   * The edit as it was sent; null once it was deleted after the render's end. Up to 10 MB, so it is only read on
   * request.
   */
  @Column('json', { select: false, nullable: true })
  request: unknown;

  /** Warnings about an edit that renders nevertheless. */
  @Column('json')
  warnings: readonly InputFault[];

  /** The client's callback URL, called when the render ends. */
  @Column('text', { name: 'callback_url', nullable: true })
  callbackUrl: string | null;

  /** The unguessable part of the address that a remote provider may call. */
  @Column('text', { name: 'callback_token' })
  callbackToken: string;

  @Column('text')
  format: Output['format'];

  @Column('text')
  pricing: 'per_minute' | 'per_render';

  /** Seconds that tokens are held for; the result may not be longer. */
  @Column('double precision', { name: 'held_seconds' })
  heldSeconds: number;

  @Column('uuid', { name: 'hold_id' })
  holdId: string;

  /** In micro-tokens. */
  @Column('bigint', { transformer: wholeNumber })
  reserved: number;

  /** In micro-tokens; null until the end, 0 when it failed or was cancelled. */
  @Column('bigint', { nullable: true, transformer: wholeNumber })
  charged: number | null;

  /** Name of the store, and the keys of the files in it. */
  @Column('text')
  storage: string;

  @Column('text', { name: 'object_key' })
  objectKey: string;

  @Column('text', { name: 'poster_key', nullable: true })
  posterKey: string | null;

  @Column('text', { name: 'thumbnail_key', nullable: true })
  thumbnailKey: string | null;

  /** Real length of the result. */
  @Column('double precision', { nullable: true })
  seconds: number | null;

  @Column('bigint', { name: 'size_bytes', nullable: true, transformer: wholeNumber })
  sizeBytes: number | null;

  @Column('json', { nullable: true })
  error: RenderFault | null;

  /** Number of times that workers took it, without those in which they only waited or made the plan of its segments. */
  @Column('smallint')
  attempts: number;

  /** Priority of the jobs that start it; 0 comes first. */
  @Column('smallint', { name: 'queue_priority' })
  queuePriority: number;

  /** By the estimate of its edit, it takes less than a segment of a long render, and no more memory than most. */
  @Column('boolean', { name: 'is_short' })
  isShort: boolean;

  @Column('timestamptz', { name: 'cancel_requested_at', nullable: true })
  cancelRequestedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'fetching_at', nullable: true })
  fetchingAt: Date | null;

  @Column('timestamptz', { name: 'rendering_at', nullable: true })
  renderingAt: Date | null;

  @Column('timestamptz', { name: 'saving_at', nullable: true })
  savingAt: Date | null;

  @Column('timestamptz', { name: 'transferring_at', nullable: true })
  transferringAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** From then on, the files are hidden, and maintenance deletes them; null: never. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt: Date | null;

  /** When its owner deleted it: it is hidden from every list and answer; the row stays for billing. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
