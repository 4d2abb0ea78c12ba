import { changesOne } from '@app/core';
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

  /** Records that the first post has begun. */
  async begin(id: string): Promise<void> {
    await this.dataSource.query(
      `update uploads set status = 'publishing', updated_at = clock_timestamp() where id = $1 and status = 'staged'`,
      [id],
    );
  }

  /** Records that its posts wait for an approval and none is in progress. */
  async awaitApproval(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update uploads set status = 'awaiting_approval', updated_at = clock_timestamp() where id = $1 and status in ('staged', 'publishing')`,
      [id],
    );
  }

  /** Continues after the approval of the posts. Has no effect on an upload that does not wait for one. */
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
    return changesOne(
      manager,
      `update uploads set status = $2, error = case when $2 = 'failed' then $3::json end, cancel_reason = case when $2 = 'cancelled' then 'owner' end,
         finished_at = clock_timestamp(), updated_at = clock_timestamp(),
         deadline_at = case when $2 = 'cancelled' then clock_timestamp() + interval '${ERASE_SECONDS} seconds' end
       where id = $1 and status in ('staged', 'publishing', 'awaiting_approval')`,
      [id, outcome, JSON.stringify(fault ?? { code: 'upload_failed', message: 'No post was published.' })],
    );
  }

  /**
   * Those that nothing has changed for a minute, and whether the approval of their posts was requested.
   * @param hours leaves out those that nothing has changed for longer: thousands may wait for their time
   */
  untouched(hours: number, manager: EntityManager): Promise<{ id: string; isRequested: boolean }[]> {
    return manager.query<{ id: string; isRequested: boolean }[]>(
      `select id, exists (select from upload_approvals a where a.upload_id = uploads.id and a.voided_at is null) as "isRequested"
       from uploads where finished_at is null and status in ('staged', 'publishing', 'awaiting_approval')
         and updated_at < clock_timestamp() - interval '60 seconds' and updated_at > clock_timestamp() - make_interval(hours => $1)`,
      [hours],
    );
  }

  /** Makes clients that follow the upload see a change of one of its posts. */
  async touch(id: string, manager: EntityManager): Promise<void> {
    await manager.query('update uploads set updated_at = clock_timestamp() where id = $1', [id]);
  }
}
