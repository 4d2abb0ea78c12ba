import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One sign-in on one device, with all of its refresh tokens. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** "Firefox on Windows". */
  @Column('text')
  label: string;

  @Column('inet')
  ip: string;

  /** See `networkOf`. */
  @Column('text')
  network: string;

  @Column('timestamptz', { name: 'last_used_at' })
  lastUsedAt: Date;

  /** Fixed at sign-in; a refresh does not extend it. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('text', { name: 'revoked_reason', nullable: true })
  revokedReason: RevocationReason | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}

export type RevocationReason =
  | 'signed_out'
  | 'revoked_by_user'
  | 'revoked_by_admin'
  | 'password_changed'
  | 'refresh_reuse'
  | 'address_proved';
