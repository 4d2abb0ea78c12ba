import { changesOne, ownedBy } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Repository } from 'typeorm';
import { addAuthor } from '../approvals/upload-authors';
import { Upload } from './upload.entity';

/** Its files may still change: no worker has ever taken it. */
const BEFORE_WORK = `status in ('pending', 'queued') and retries = 0`;
/** Maximum number of uploads to try for a copy of their track. */
const MOST_HOLDERS = 10;

/** A telemetry file that a person may send from now on. */
interface AnnouncedTrack {
  filename: string;
  sizeBytes: number;
  /** When its presigned URL expires. */
  endsAt: Date;
  authorId: string;
}

/** The telemetry files that clients send for uploads. */
@Injectable()
export class UploadTracksRepository {
  constructor(@InjectRepository(Upload) private readonly rows: Repository<Upload>) {}

  /** Other uploads of the owner that have received the same track and whose files were not deleted, oldest first. */
  withTrackOf({ id, userId, telemetrySize }: Upload, first: string): Promise<Upload[]> {
    return this.rows
      .createQueryBuilder('upload')
      .where(ownedBy<Upload>({ ownerId: userId }, { deletedAt: IsNull() }))
      .andWhere(`(upload.id::text = :first or upload.options ->> 'trackOf' = :first)`, { first })
      .andWhere('upload.id <> :id', { id })
      .andWhere('upload.telemetryReceivedAt is not null and upload.erasedAt is null')
      .andWhere('upload.telemetrySize = :telemetrySize', { telemetrySize })
      .orderBy('upload.createdAt')
      .limit(MOST_HOLDERS)
      .getMany();
  }

  /**
   * Announces a telemetry file, which replaces an announced or a shared one now, and one that was received when
   * `receive` follows. False once the work has begun.
   */
  async announce(
    { id, telemetryReceivedAt }: Upload,
    { filename, sizeBytes, endsAt, authorId }: AnnouncedTrack,
  ): Promise<boolean> {
    const set = telemetryReceivedAt
      ? `next_telemetry_filename = $2, next_telemetry_size = $3, ${addAuthor('$6')}`
      : `telemetry_filename = $2, telemetry_size = $3, ${addAuthor('$6', `options::jsonb - 'trackOf'`)}`;
    return changesOne(
      this.rows.manager,
      `update uploads set ${set}, urls_end_at = greatest(urls_end_at, $4), updated_at = clock_timestamp()
       where id = $1 and ${BEFORE_WORK} and (telemetry_received_at is not null) = $5`,
      [id, filename, sizeBytes, endsAt, telemetryReceivedAt !== null, authorId],
    );
  }

  /**
   * The announced file has arrived with `size` bytes, or the one that replaces the received one. False once the work
   * has begun, or when another file was announced or received meanwhile.
   */
  async receive(upload: Upload, size: number): Promise<boolean> {
    const { id, telemetrySize, telemetrySlot, nextTelemetrySize } = upload;
    const set =
      nextTelemetrySize === null
        ? 'telemetry_size = $5, telemetry_received_at = coalesce(telemetry_received_at, clock_timestamp())'
        : `telemetry_filename = next_telemetry_filename, telemetry_size = $5, telemetry_slot = 1 - telemetry_slot,
             telemetry_received_at = clock_timestamp(), next_telemetry_filename = null, next_telemetry_size = null,
             options = (options::jsonb - 'trackOf')::json`;
    return changesOne(
      this.rows.manager,
      `update uploads set ${set}, updated_at = clock_timestamp()
       where id = $1 and ${BEFORE_WORK} and telemetry_size is not distinct from $2 and telemetry_slot = $3 and next_telemetry_size is not distinct from $4`,
      [id, telemetrySize, telemetrySlot, nextTelemetrySize, size],
    );
  }

  /**
   * Leaves out the announced file, also if it has arrived, until the client reports it again or another one. Its name
   * stays, because its presigned URL may still work.
   */
  async skip({ id }: Upload, authorId: string, manager: EntityManager): Promise<void> {
    await changesOne(
      manager,
      `update uploads set telemetry_received_at = null, next_telemetry_filename = null, next_telemetry_size = null, ${addAuthor('$2')}
       where id = $1 and status = 'pending' and telemetry_filename is not null`,
      [id, authorId],
    );
  }
}
