import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WebhookEventType } from '../events/account-event';

/** A connected account that a notice is about. */
export interface NoticeAccount {
  /** Such as "TikTok". */
  platform: string;
  name: string;
  /** Such as "published"; empty when the notice is not about a post. */
  state: string;
}

/** An event of an account, for people who are signed in. */
@Entity('notices')
export class Notice {
  /** Id of the event: the same in every channel. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'owner_id' })
  ownerId: string;

  @Column('text')
  event: WebhookEventType;

  @Column('jsonb')
  data: { id: string } & Record<string, unknown>;

  /** Null until a worker has written the notice; nobody can read it before. */
  @Column('text', { nullable: true })
  title: string | null;

  @Column('text', { nullable: true })
  text: string | null;

  @Column('jsonb')
  accounts: NoticeAccount[];

  /** Path of the page in the dashboard that shows the object of the event. */
  @Column('text', { nullable: true })
  link: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt: Date | null;
}
