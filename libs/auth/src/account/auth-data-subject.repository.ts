import { readAll } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/**
 * What this lib stores about a person, section by section; hashes and sealed secrets are not personal data and stay.
 */
const SECTIONS: Record<string, string> = {
  profile: `select id, email, name, role, status, email_verified_at, created_at, updated_at from users where id = $1`,
  sessions: `select id, label, ip, created_at, last_used_at, expires_at, revoked_at, revoked_reason from sessions where user_id = $1 order by created_at`,
  api_keys: `select id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at from api_keys where user_id = $1 or created_by = $1 order by created_at`,
  invite_mails: `select created_at from invite_mails where inviter_id = $1 order by created_at`,
  two_factor: `select created_at, enabled_at from totp_secrets where user_id = $1`,
  workspaces: `select w.id, w.name, coalesce(m.role, 'owner') as role, coalesce(m.created_at, w.created_at) as since
               from workspaces w left join workspace_members m on m.workspace_id = w.id and m.user_id = $1 where w.id = $1 or m.user_id is not null`,
  exports: `select created_at, state, ready_at, expires_at from account_exports where user_id = $1 order by created_at`,
};
const AUDIT_ENTRY = 'id, chain, seq, created_at, action, target_type, target_id, before, after, ip';

@Injectable()
export class AuthDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rows by section, in JSON form. */
  async of(userId: string): Promise<Record<string, Iterable<object> | AsyncIterable<object>>> {
    const sections = await Promise.all(
      Object.entries(SECTIONS).map(
        async ([name, query]) => [name, await this.dataSource.query<object[]>(query, [userId])] as const,
      ),
    );
    return { ...Object.fromEntries(sections), audit_log: this.auditLogOf(userId) };
  }

  /** What happened in the person's account, then what the person did elsewhere. */
  private async *auditLogOf(userId: string): AsyncGenerator<object> {
    const parameters = [userId];
    const own = `select ${AUDIT_ENTRY} from audit_log where chain = $1`;
    const others = `select ${AUDIT_ENTRY} from audit_log where actor_id = $1 and chain <> $1`;
    const { manager } = this.dataSource;
    yield* withoutPosition(readAll(manager, { select: own, parameters, key: { seq: 'bigint' } }));
    const key = { created_at: 'timestamptz', id: 'uuid' } as const;
    yield* withoutPosition(readAll(manager, { select: others, parameters, key }));
  }
}

/** The chain of an entry may be the id of another account. */
async function* withoutPosition(
  entries: AsyncIterable<{ id?: string; chain?: string; seq?: string }>,
): AsyncGenerator<object> {
  for await (const { id, chain, seq, ...entry } of entries) yield entry;
}
