import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type UploadsConfig, uploadsConfig } from '../uploads.config';

/** An upload that waits to be processed. */
export interface WaitingUpload {
  id: string;
  /** 0 comes first; the same for all uploads of a plan. */
  priority: number;
}

/**
 * The order in which uploads are processed: by the priority of the plan, then in turns of their owners, so that the
 * backlog of an account delays the first upload of another by one upload at most.
 */
@Injectable()
export class UploadTurnsRepository {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(uploadsConfig.KEY) private readonly config: UploadsConfig,
  ) {}

  /**
   * Gives an upload its turn: after the other uploads of its owner, and not before the uploads that are being
   * processed, so that an owner who arrives later does not overtake those who have waited.
   */
  async enter({ id, userId }: { id: string; userId: string }, priority: number, manager: EntityManager): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('turns of uploads ' || $1, 0))`, [userId]);
    await manager.query(
      `update uploads set queue_priority = $3, queue_turn = greatest(
         (select coalesce(max(own.queue_turn), 0) + 1 from uploads own
          where own.user_id = $2 and own.queue_priority = $3 and own.status in ('queued', 'processing') and own.id <> $1),
         (select coalesce(max(other.queue_turn), 1) from uploads other where other.status = 'processing' and other.queue_priority = $3))
       where id = $1`,
      [id, userId, priority],
    );
  }

  /** Leaves out uploads of owners who already have the maximum number in progress. */
  async next(manager: EntityManager = this.dataSource.manager): Promise<WaitingUpload | undefined> {
    const [row] = await manager.query<WaitingUpload[]>(
      `select waiting.id, waiting.queue_priority as priority from uploads waiting
       left join (select user_id, count(*) as count from uploads where status = 'processing' and lease_until > clock_timestamp()
                  group by user_id) running using (user_id)
       where waiting.status = 'queued' and (waiting.lease_until is null or waiting.lease_until <= clock_timestamp())
         and coalesce(running.count, 0) < $1
       order by waiting.queue_priority, waiting.queue_turn, coalesce(running.count, 0), waiting.received_at, waiting.id limit 1`,
      [this.config.UPLOAD_MAX_CONCURRENT_PER_USER],
    );
    return row;
  }

  /** Until the transaction ends, no other process decides which upload is next. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('the next upload', 0))`);
  }
}
