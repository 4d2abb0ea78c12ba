import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { UserRole } from '../access/principal';

export type UserStatus = 'active' | 'suspended' | 'deleted';

@Entity('users')
export class User {
  @PrimaryColumn('uuid')
  id: string;

  /** Trimmed and in lower case; the database refuses anything else. */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  /** PHC string; null while the person has never chosen a password. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column('text')
  role: UserRole;

  @Column('text')
  status: UserStatus;

  /** Set by an administrator: only a password reset works until it is done. */
  @Column('boolean', { name: 'must_reset_password' })
  mustResetPassword: boolean;

  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt: Date | null;

  /** The address was confirmed, but perhaps not by the person who chose the password. */
  @Column('boolean', { name: 'password_unproved' })
  passwordUnproved: boolean;

  /** Set while the deletion that the user requested is pending; signing in with `keep_account` cancels it. */
  @Column('timestamptz', { name: 'deletion_due_at', nullable: true })
  deletionDueAt: Date | null;

  /**
   * When sessions were ended for the last time other than by signing out, perhaps because of a stranger: devices and
   * networks of earlier sign-ins are not known any more.
   */
  @Column('timestamptz', { name: 'devices_valid_from', nullable: true })
  devicesValidFrom: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
