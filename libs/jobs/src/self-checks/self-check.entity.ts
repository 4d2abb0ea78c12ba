import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SelfCheckStatus = 'queued' | 'running' | 'completed' | 'failed';

/** One check of the path from HTTP request to finished work. */
@Entity('self_checks')
export class SelfCheck {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  status: SelfCheckStatus;

  /** Milliseconds that the job waits, in place of work. */
  @Column('integer', { name: 'work_ms' })
  workMs: number;

  /** How many times workers have taken it. */
  @Column('integer')
  attempts: number;

  /** The worker that took it last. */
  @Column('text', { nullable: true })
  worker: string | null;

  @Column('text', { nullable: true })
  error: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
