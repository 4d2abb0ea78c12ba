import { wholeNumber } from '@app/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rendition } from './rendition';

/**
 * `source`: fetched from an address; `direct`: sent straight to us; `transfer`: fetched to be served, not processed.
 */
export type IngestKind = 'source' | 'direct' | 'transfer';
export type IngestStatus = 'queued' | 'importing' | 'ready' | 'failed' | 'deleted';

/** Facts about a stored file; sizes in pixels. */
export interface SourceFacts {
  width: number | null;
  height: number | null;
  /** Null for stills and files without a length. */
  seconds: number | null;
  fps: number | null;
}

/** A file that a user sent to us or had us fetch, and its renditions. */
@Entity('ingest_sources')
export class Source implements SourceFacts {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  kind: IngestKind;

  /** `ready` as soon as the file itself is stored; renditions have states of their own. */
  @Column('text')
  status: IngestStatus;

  /** Its original address; null for direct sources. */
  @Column('text', { name: 'input_url', nullable: true })
  inputUrl: string | null;

  /** The client's own name for a transfer. */
  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('text', { name: 'callback_url', nullable: true })
  callbackUrl: string | null;

  @Column('timestamptz', { name: 'direct_expires_at', nullable: true })
  directExpiresAt: Date | null;

  /** Name of the store that has the files. */
  @Column('text')
  storage: string;

  @Column('text', { name: 'object_key', nullable: true })
  objectKey: string | null;

  @Column('bigint', { name: 'size_bytes', nullable: true, transformer: wholeNumber })
  sizeBytes: number | null;

  @Column('integer', { nullable: true })
  width: number | null;

  @Column('integer', { nullable: true })
  height: number | null;

  @Column('double precision', { nullable: true })
  seconds: number | null;

  @Column('double precision', { nullable: true })
  fps: number | null;

  @Column('json')
  renditions: Rendition[];

  /** Why it failed, as its owner may read it. */
  @Column('json', { nullable: true })
  error: { code: string; message: string } | null;

  /** Bytes that it may have in the store, with its renditions and the file that is about to be stored. */
  @Column('bigint', { name: 'stored_bytes', transformer: wholeNumber })
  storedBytes: number;

  /** Why nothing happens at the moment, such as `disk_space`; null while the work continues. */
  @Column('text', { name: 'waiting_for', nullable: true })
  waitingFor: string | null;

  /** Since when every run ends because it has to wait; null after one that got further. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  /** When nothing was left to do. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}

/** Key prefix of all files of a source; the names below it follow from the files' roles. */
export const ingestFolder = ({ userId, id }: Pick<Source, 'userId' | 'id'>): string => `ingest/user_${userId}/${id}`;

/** Key of a direct source until its format is known. */
export const receivedKey = (source: Pick<Source, 'userId' | 'id'>): string => `${ingestFolder(source)}/received`;
