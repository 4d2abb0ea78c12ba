import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { UploadFault } from './upload.entity';
import type { UploadOutcome } from './upload-outcome';

/** Seconds after which the files of a cancelled upload are deleted if their job was lost. */
const ERASE_SECONDS = 60;

/** The states of an upload while its posts are published, from the approval to the end. */
@Injectable()
export class UploadPublishingRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The first of its posts has begun. */
  async begin(id: string): Promise<void> {
    await this.dataSource.query(
      `update uploads set status = 'publishing', updated_at = clock_timestamp() where id = $1 and status = 'staged'`,
      [id],
    );
  }

  /** Its posts wait for an approval, and none is in progress. */
  async awaitApproval(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update uploads set status = 'awaiting_approval', updated_at = clock_timestamp() where id = $1 and status in ('staged', 'publishing')`,
      [id],
    );
  }

  /** The posts that it waited for are approved. Without an effect in any other state. */
  async resume(id: string, next: 'staged' | 'publishing', manager: EntityManager): Promise<void> {
    await manager.query(
      `update uploads set status = $2, updated_at = clock_timestamp() where id = $1 and status = 'awaiting_approval'`,
      [id, next],
    );
  }

  /**
   * Ends an upload whose posts have ended. False when it is in another state.
   * @param fault only of a failed one
   */
  async settle(
    id: string,
    outcome: UploadOutcome,
    fault: UploadFault | undefined,
    manager: EntityManager,
  ): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update uploads set status = $2, error = case when $2 = 'failed' then $3::json end, cancel_reason = case when $2 = 'cancelled' then 'owner' end,
         finished_at = clock_timestamp(), updated_at = clock_timestamp(),
         deadline_at = case when $2 = 'cancelled' then clock_timestamp() + interval '${ERASE_SECONDS} seconds' end
       where id = $1 and (status in ('publishing', 'awaiting_approval') or (status = 'staged' and $2 = 'cancelled'))`,
      [id, outcome, JSON.stringify(fault ?? { code: 'upload_failed', message: 'No post was published.' })],
    );
    return count === 1;
  }

  /** Clients that follow an upload see the change of one of its posts. */
  async touch(id: string, manager: EntityManager): Promise<void> {
    await manager.query('update uploads set updated_at = clock_timestamp() where id = $1', [id]);
  }
}
