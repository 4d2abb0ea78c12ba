import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { idempotencyInProgress, idempotencyKeyReused } from '../../core.errors';

/** One execution of a request that carries a key. `owner` fences it: who took the key over has another one. */
export interface IdempotentRun {
  caller: string;
  key: string;
  owner: string;
}

export interface RecordedAnswer {
  status: number;
  /** JSON text, exactly as it was first sent; null when there was no body. */
  body: string | null;
}

/** All null but `claimed` when there was no such key. */
interface KeyRow extends RecordedAnswer {
  owner: string | null;
  state: 'in_progress' | 'done';
  same: boolean;
  expired: boolean;
  abandoned: boolean;
  claimed: true | null;
}

/** How long a process that died can block its key, in database time; longer than any request runs. */
const LEASE = `interval '60 seconds'`;
const KEPT = `interval '24 hours'`;

// Looks before it inserts: an insert would wait for the transaction of a first request that is just recording its answer.
const CLAIM_OR_READ = `with existing as (
    select owner, state, status, body, fingerprint = $3 as same, expires_at <= now() as expired,
      state = 'in_progress' and lease_until <= now() as abandoned from idempotency_keys where caller = $1 and key = $2
  ), claimed as (
    insert into idempotency_keys (caller, key, fingerprint, owner, lease_until, expires_at)
    select $1, $2, $3, $4, now() + ${LEASE}, now() + ${KEPT} where not exists (select from existing)
    on conflict do nothing returning true as claimed
  ) select existing.*, claimed from (select) nothing left join existing on true left join claimed on true`;
// For the same reason a locked row is left alone.
const TAKE_OVER = `update idempotency_keys set owner = $4, fingerprint = $3, state = 'in_progress', status = null, body = null,
  lease_until = now() + ${LEASE}, created_at = now(), expires_at = now() + ${KEPT}
  where (caller, key) in (select caller, key from idempotency_keys where caller = $1 and key = $2 and owner = $5
    and (state = 'in_progress' or expires_at <= now()) for update skip locked)`;
const RECORD = `update idempotency_keys set state = 'done', status = $4, body = $5 where caller = $1 and key = $2 and owner = $3`;
const RELEASE = `delete from idempotency_keys where caller = $1 and key = $2 and owner = $3 and state = 'in_progress'`;
const PURGE = `delete from idempotency_keys where (caller, key) in
  (select caller, key from idempotency_keys where expires_at <= now() order by expires_at limit $1 for update skip locked)`;

/** Remembers what each `Idempotency-Key` of a caller answered, for 24 hours. */
@Injectable()
export class IdempotencyStore {
  private readonly logger = new Logger('Idempotency');
  private readonly running = new AsyncLocalStorage<IdempotentRun>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Claims the key for one execution, or gives the answer that an earlier one recorded.
   * A key whose process died is taken over when its lease has run out.
   * @throws idempotencyKeyReused when the key belongs to another request
   * @throws idempotencyInProgress while the first request runs
   */
  async begin(caller: string, key: string, fingerprint: Buffer): Promise<IdempotentRun | RecordedAnswer> {
    const run = { caller, key, owner: randomUUID() };
    // Another round is needed only when the row appeared, vanished or changed hands meanwhile.
    for (let round = 0; round < 3; round += 1) {
      const [row] = await this.dataSource.query<[KeyRow]>(CLAIM_OR_READ, [caller, key, fingerprint, run.owner]);
      if (row.claimed) return run;
      if (row.owner === null) continue;
      if (!row.same && !row.expired) throw idempotencyKeyReused();
      if (row.state === 'done' && !row.expired) return { status: row.status, body: row.body };
      if (!row.expired && !row.abandoned) break;
      if ((await this.change(TAKE_OVER, [caller, key, fingerprint, run.owner, row.owner])) > 0) return run;
    }
    throw idempotencyInProgress(undefined, { retryAfterSeconds: 1 });
  }

  /** Runs `work` so that `record` inside of it, however deep, finds the key. */
  during<T>(run: IdempotentRun, work: () => Promise<T>): Promise<T> {
    return this.running.run(run, work);
  }

  /**
   * Records the answer of the running request inside the caller's transaction, so that the work and the answer are
   * kept together or not at all: a retry after a crash, even one between commit and response, gets this answer.
   * Without `Idempotency-Key` it does nothing. Call it last in every transaction that creates or spends.
   * @param body what the handler will return
   * @throws idempotencyInProgress when the lease ran out and a retry took the key over: the transaction must roll back
   */
  async record(manager: EntityManager, status: number, body: unknown): Promise<void> {
    const run = this.running.getStore();
    if (!run) return;
    const recorded = await this.change(RECORD, [run.caller, run.key, run.owner, status, toText(body)], manager);
    if (recorded === 0)
      throw idempotencyInProgress('A retry of this request has taken over.', { retryAfterSeconds: 1 });
  }

  /** Records the answer unless `record` did. A fault here is logged only: the work is done and the client may know. */
  async complete({ caller, key, owner }: IdempotentRun, status: number, body: unknown): Promise<void> {
    await this.change(`${RECORD} and state = 'in_progress'`, [caller, key, owner, status, toText(body)]).catch(
      this.logFault,
    );
  }

  /** Gives the key of a failed request back, unless its answer was recorded by then. */
  async release({ caller, key, owner }: IdempotentRun): Promise<void> {
    await this.change(RELEASE, [caller, key, owner]).catch(this.logFault);
  }

  /** Deletes expired keys, at most `batch` of them; returns how many. Safe to run from several processes. */
  purgeExpired(batch = 1_000): Promise<number> {
    return this.change(PURGE, [batch]);
  }

  private async change(
    statement: string,
    parameters: unknown[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<number> {
    const [, affected] = await manager.query<[unknown[], number]>(statement, parameters);
    return affected;
  }

  private readonly logFault = (error: Error): void =>
    this.logger.error(`an answer could not be kept: ${error.message}`);
}

const toText = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));
