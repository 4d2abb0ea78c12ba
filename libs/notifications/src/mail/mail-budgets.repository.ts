import { affectedRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const PERIOD = `interval '1 hour'`;
/** Held mails of which the content is kept; of more, only the number. */
const MOST_HELD = 50;
/** By then a job has sent the mails that it took; otherwise another one follows. */
const SENT_WITHIN = `interval '10 minutes'`;
export const MAIL_BUDGETS_A_BATCH = 500;

/** Mails of one kind to one person. */
export interface MailKind {
  userId: string;
  template: string;
}

/** Mails that were held, the newest last. */
export interface HeldMails {
  payloads: Readonly<Record<string, unknown>>[];
  /** Includes those whose content is not kept. */
  total: number;
  /** The period in which they were held; text, because `Date` has fewer digits. */
  period: string;
}

/**
 * Bounds the mails of a kind that a person gets: some at once, and after that one an hour, which stands for all that
 * were held in it. None is lost, however many there were before.
 */
@Injectable()
export class MailBudgetsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts a mail.
   * @param payload describes the mail when it is held
   * @returns whether to send it now
   */
  async admit({ userId, template }: MailKind, atOnce: number, payload: object): Promise<boolean> {
    const isNew = `b.held_total = 0 and b.began_at < clock_timestamp() - ${PERIOD}`;
    const hasRoom = 'b.held_total = 0 and b.sent < $3';
    const rows = await this.dataSource.query<{ admitted: boolean }[]>(
      `insert into mail_budgets as b (user_id, template, sent) values ($1, $2, 1)
       on conflict (user_id, template) do update set
         sent = case when ${isNew} then 1 when ${hasRoom} then b.sent + 1 else b.sent end,
         began_at = case when ${isNew} then clock_timestamp() else b.began_at end,
         held = case when ${isNew} or ${hasRoom} then b.held
           when jsonb_array_length(b.held) < ${MOST_HELD} then b.held || jsonb_build_array($4::jsonb)
           else (b.held - 0) || jsonb_build_array($4::jsonb) end,
         held_total = case when ${isNew} or ${hasRoom} then 0 else b.held_total + 1 end,
         due_at = case when ${isNew} or ${hasRoom} then null else coalesce(b.due_at, b.began_at + ${PERIOD}) end
       returning held_total = 0 as admitted`,
      [userId, template, atOnce, JSON.stringify(payload)],
    );
    return rows[0]?.admitted === true;
  }

  /** Takes what is due. If it is not sent, it is due again ten minutes later. */
  async takeDue(manager: EntityManager): Promise<MailKind[]> {
    const [rows] = await manager.query<[MailKind[], number]>(
      `with due as materialized (select user_id, template from mail_budgets where due_at <= clock_timestamp() order by due_at
         limit ${MAIL_BUDGETS_A_BATCH} for update skip locked)
       update mail_budgets b set due_at = clock_timestamp() + ${SENT_WITHIN} from due
       where b.user_id = due.user_id and b.template = due.template returning b.user_id as "userId", b.template`,
    );
    return rows;
  }

  /** Undefined when none is held. */
  async held({ userId, template }: MailKind): Promise<HeldMails | undefined> {
    const [row] = await this.dataSource.query<HeldMails[]>(
      `select held as payloads, held_total as total, began_at::text as period from mail_budgets
       where user_id = $1 and template = $2 and held_total > 0`,
      [userId, template],
    );
    return row;
  }

  /** Records that they were sent. The next mail follows an hour later at the earliest, with what was held meanwhile. */
  async sent({ userId, template }: MailKind, { total, period }: HeldMails): Promise<void> {
    await this.dataSource.query(
      `update mail_budgets set began_at = clock_timestamp(), held_total = held_total - $3,
         held = (select coalesce(jsonb_agg(mail order by n), '[]') from jsonb_array_elements(held) with ordinality list (mail, n)
                 where n > jsonb_array_length(held) - (held_total - $3)),
         due_at = case when held_total > $3 then clock_timestamp() + ${PERIOD} end
       where user_id = $1 and template = $2 and began_at = $4::timestamptz`,
      [userId, template, total, period],
    );
  }

  /** Forgets people who got none for a day. @returns the number of rows */
  async removeOld(manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      `delete from mail_budgets where ctid = any(array(select ctid from mail_budgets
         where began_at < now() - interval '1 day' and held_total = 0 limit ${MAIL_BUDGETS_A_BATCH}))`,
    );
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from mail_budgets where user_id = $1', [userId]);
  }
}
