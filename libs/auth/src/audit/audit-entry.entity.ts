import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who acted: a signed-in person, a key, the operator's machine key, or the product itself. */
export type ActorKind = 'user' | 'api_key' | 'machine' | 'system';

/** One entry of the audit log. Written once; the database refuses changes and chains the entries by hash. */
@Entity('audit_log')
export class AuditEntry {
  @PrimaryColumn('uuid')
  id: string;

  /** The account it belongs to, or `OPERATORS`. */
  @Column('uuid')
  chain: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind: ActorKind;

  /** The user's or the key's id. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  /** `<noun>.<past verb>`, such as `user.suspended`. */
  @Column('text')
  action: string;

  @Column('text', { name: 'target_type' })
  targetType: string;

  @Column('uuid', { name: 'target_id', nullable: true })
  targetId: string | null;

  /** Only what changed; never a secret. */
  @Column('jsonb', { nullable: true })
  before: object | null;

  @Column('jsonb', { nullable: true })
  after: object | null;

  @Column('inet', { nullable: true })
  ip: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;
}
