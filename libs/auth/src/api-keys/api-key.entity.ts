import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { ApiScope } from '../access/principal';

@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;

  /** The account that the key works on. */
  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** The member who created the key; null for the owner of the workspace. */
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('text')
  name: string;

  /** SHA-256 of the key; the key itself is not stored. */
  @Column('bytea', { name: 'key_hash', select: false })
  keyHash: Buffer;

  /** First characters of the key, to distinguish keys in lists. */
  @Column('text')
  prefix: string;

  @Column('text', { array: true })
  scopes: ApiScope[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  /** Accurate to a minute. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  /** The key that this one replaced. */
  @Column('uuid', { name: 'rotated_from', nullable: true })
  rotatedFrom: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
