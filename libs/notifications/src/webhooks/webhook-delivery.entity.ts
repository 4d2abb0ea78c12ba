import { Column, Entity, PrimaryColumn } from 'typeorm';

export const WEBHOOK_DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** One event for one endpoint. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'endpoint_id' })
  endpointId: string;

  /** The same for every endpoint that receives the event, and for every attempt; sent as `webhook-id`. */
  @Column('uuid', { name: 'event_id' })
  eventId: string;

  @Column('text')
  type: string;

  /** The exact text that is signed and sent. */
  @Column('text')
  body: string;

  @Column('text')
  status: WebhookDeliveryStatus;

  @Column('integer')
  attempts: number;

  /** When the next attempt is due; null once it is finished. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** HTTP status of the last answer; null if there was none. */
  @Column('integer', { name: 'answer_status', nullable: true })
  answerStatus: number | null;

  /** Why the last attempt failed; null after a success. */
  @Column('text', { nullable: true })
  problem: string | null;

  /** Duration of the last attempt. */
  @Column('integer', { name: 'duration_ms', nullable: true })
  durationMs: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'attempted_at', nullable: true })
  attemptedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
