import { affectedRows, type Owner, type Page, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { AccountEventType } from '../events/account-event';
import { Notice, type NoticeAccount } from './notice.entity';

/** More unread notices are not counted. */
const MOST_COUNTED = 1_000;
/** After so many errors a notice stays unwritten, and nobody sees it. */
const MOST_FAILURES = 5;

/** A notice that a worker has to write. */
export interface UnwrittenNotice {
  id: string;
  ownerId: string;
  type: AccountEventType;
  data: Notice['data'];
  createdAt: Date;
}

export interface NoticeContent {
  title: string;
  text: string | null;
  accounts: readonly NoticeAccount[];
  link: string;
}

/**
 * Notices for the people of a workspace; what one of them has read is read for all. `AccountEventsRepository.record`
 * adds them; a worker writes their texts.
 */
@Injectable()
export class NoticesRepository {
  constructor(@InjectRepository(Notice) private readonly notices: Repository<Notice>) {}

  /**
   * The oldest unwritten notices that are due. Until the transaction ends they are locked, and no other transaction
   * writes notices of the same owners, so that the later one of two workers finds what the earlier one has written.
   */
  async takeUnwritten(limit: number, manager: EntityManager): Promise<UnwrittenNotice[]> {
    const taken = await manager.query<UnwrittenNotice[]>(
      `select id, owner_id as "ownerId", event as type, data, created_at as "createdAt" from notices
       where title is null and failures < ${MOST_FAILURES} and (retry_at is null or retry_at <= clock_timestamp())
       order by created_at, id limit $1 for update skip locked`,
      [limit],
    );
    // In the order of the ids, so that two workers never wait for each other.
    await manager.query(
      `select pg_advisory_xact_lock(hashtextextended('notices ' || owner_id, 0))
       from (select distinct unnest($1::uuid[]) as owner_id order by 1) owners`,
      [taken.map(({ ownerId }) => ownerId)],
    );
    return taken;
  }

  /** Postpones a notice after an error: by a minute, then by 4, 16 and 64 minutes. */
  async postpone(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update notices set failures = failures + 1,
         retry_at = clock_timestamp() + interval '1 minute' * power(4, failures) where id = $1`,
      [id],
    );
  }

  /**
   * Writes a notice. Keeps only the newest of the unread notices about the same event of the same object.
   * @returns false when another notice is newer, so that this one was deleted
   */
  async write(
    { id, ownerId, type, data }: UnwrittenNotice,
    content: NoticeContent,
    manager: EntityManager,
  ): Promise<boolean> {
    const { title, text, accounts, link } = content;
    await manager.query('update notices set title = $2, text = $3, accounts = $4, link = $5 where id = $1', [
      id,
      title,
      text,
      JSON.stringify(accounts),
      link,
    ]);
    const [replaced] = await manager.query<[{ id: string }[], number]>(
      `delete from notices earlier using notices later
       where earlier.owner_id = $1 and earlier.event = $2 and earlier.data ->> 'id' = $3
         and earlier.read_at is null and earlier.title is not null
         and later.owner_id = $1 and later.event = $2 and later.data ->> 'id' = $3
         and later.read_at is null and later.title is not null
         and (later.created_at, later.id) > (earlier.created_at, earlier.id)
       returning earlier.id`,
      [ownerId, type, data.id],
    );
    return replaced.every((notice) => notice.id !== id);
  }

  async remove(id: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from notices where id = $1', [id]);
  }

  /** Newest first. @param events the reader may read */
  list(
    { ownerId }: Owner,
    events: readonly AccountEventType[],
    page: { limit: number; cursor?: string; unread?: boolean },
  ): Promise<Page<Notice>> {
    const query = this.notices
      .createQueryBuilder('n')
      .where('n.ownerId = :ownerId and n.title is not null and n.event = any(:events)', { ownerId, events });
    if (page.unread) query.andWhere('n.readAt is null');
    return readPage(query, page);
  }

  /** At most a thousand. */
  async countUnread({ ownerId }: Owner, events: readonly AccountEventType[]): Promise<number> {
    const [row] = await this.notices.query<[{ count: number }]>(
      `select count(*)::int as count from (
         select from notices where owner_id = $1 and event = any($2) and read_at is null and title is not null
         limit ${MOST_COUNTED}) unread`,
      [ownerId, events],
    );
    return row.count;
  }

  /** @returns false when the reader has no such notice */
  async exists({ ownerId }: Owner, id: string, events: readonly AccountEventType[]): Promise<boolean> {
    const rows = await this.notices.query<unknown[]>(
      'select from notices where id = $1 and owner_id = $2 and event = any($3) and title is not null',
      [id, ownerId, events],
    );
    return rows.length === 1;
  }

  /**
   * Marks unread notices as read.
   * @param id of one notice; undefined: all
   * @returns the number of notices that were unread
   */
  async markRead(
    { ownerId }: Owner,
    events: readonly AccountEventType[],
    id: string | undefined,
    manager: EntityManager,
  ): Promise<number> {
    return affectedRows(
      manager,
      `update notices set read_at = now() where owner_id = $1 and event = any($2) and ($3::uuid is null or id = $3)
       and read_at is null and title is not null`,
      [ownerId, events, id],
    );
  }

  /** Newest first, for the export of the account. */
  recent(ownerId: string, limit: number): Promise<object[]> {
    return this.notices.query(
      `select event, title, text, accounts, created_at as "createdAt", read_at as "readAt" from notices
       where owner_id = $1 and title is not null order by created_at desc, id desc limit $2`,
      [ownerId, limit],
    );
  }

  async erase(ownerId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from notices where owner_id = $1', [ownerId]);
  }
}
