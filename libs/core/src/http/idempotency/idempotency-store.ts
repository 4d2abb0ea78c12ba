import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { idempotencyInProgress, idempotencyKeyReused } from '../../core.errors';
import { affectedRows, changesOne } from '../../database/affected-rows';
import { prepared } from '../../database/postgres-driver';
import { commitGroup, runGroup, type Statement } from '../../database/statement-group';
import { SealedColumnsService } from '../../vault/sealed-columns.service';
import { type SealedColumn, SecretVaultService } from '../../vault/secret-vault.service';

/** One execution of a request with a key. `owner` fences it: a retry that takes over the key has another owner. */
export interface IdempotentRun {
  caller: string;
  key: string;
  owner: string;
  /** Whether the answer is stored sealed. */
  sealsAnswer?: boolean;
}

export interface RecordedAnswer {
  status: number;
  /** JSON text, exactly as first sent; null when the answer had no body. */
  body: string | null;
}

/** What a handler answered; `body` is sent as JSON. */
export interface HandlerAnswer {
  status: number;
  body: unknown;
}

/** The request that the current call belongs to, with its transaction once the use case has begun it. */
interface RunningRequest {
  run: IdempotentRun;
  runner?: QueryRunner;
  /** Called once that transaction has committed. */
  committed: (() => void)[];
}

/** All null except `claimed` when the key did not exist. */
interface KeyRow extends RecordedAnswer {
  owner: string | null;
  /** The body of an answer that is stored sealed. */
  sealed: string | null;
  state: 'in_progress' | 'done';
  same: boolean;
  expired: boolean;
  abandoned: boolean;
  claimed: true | null;
}

/** How long, in database time, a process that died blocks its key; longer than any request runs. */
const LEASE = `interval '60 seconds'`;
const KEPT = `interval '24 hours'`;
const SEALED_BODY: SealedColumn = { table: 'idempotency_keys', column: 'sealed_body', key: 'owner' };

// Reads before it inserts: an insert would wait for the transaction of a first request that is just recording its
// answer.
const CLAIM_OR_READ = prepared(`with existing as (
    select owner, state, status, body, sealed_body as sealed, fingerprint = $3 as same, expires_at <= now() as expired,
      state = 'in_progress' and lease_until <= now() as abandoned from idempotency_keys where caller = $1 and key = $2
  ), claimed as (
    insert into idempotency_keys (caller, key, fingerprint, owner, lease_until, expires_at)
    select $1, $2, $3, $4, now() + ${LEASE}, now() + ${KEPT} where not exists (select from existing)
    on conflict do nothing returning true as claimed
  ) select existing.*, claimed from (select) nothing left join existing on true left join claimed on true`);
// For the same reason it skips a locked row.
const TAKE_OVER = `update idempotency_keys set owner = $4, fingerprint = $3, state = 'in_progress', status = null, body = null, sealed_body = null,
  lease_until = now() + ${LEASE}, created_at = now(), expires_at = now() + ${KEPT}
  where (caller, key) in (select caller, key from idempotency_keys where caller = $1 and key = $2 and owner = $5
    and (state = 'in_progress' or expires_at <= now()) for update skip locked)`;
const RECORD = `update idempotency_keys set state = 'done', status = $4, body = $5, sealed_body = $6 where caller = $1 and key = $2 and owner = $3`;
const RELEASE = `delete from idempotency_keys where caller = $1 and key = $2 and owner = $3 and state = 'in_progress'`;
const PURGE = `delete from idempotency_keys where (caller, key) in
  (select caller, key from idempotency_keys where expires_at <= now() order by expires_at limit $1 for update skip locked)`;

/** Stores the answer to each `Idempotency-Key` of a caller for 24 hours. */
@Injectable()
export class IdempotencyStore implements OnModuleInit {
  private readonly logger = new Logger('Idempotency');
  private readonly running = new AsyncLocalStorage<RunningRequest>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(SEALED_BODY);
  }

  /**
   * Claims the key for one execution, or returns the answer that an earlier one recorded. A request takes over the key
   * of a dead process when its lease has expired.
   * @throws idempotencyKeyReused when the key belongs to another request
   * @throws idempotencyInProgress while the first request runs
   */
  async begin(caller: string, key: string, fingerprint: Buffer): Promise<IdempotentRun | RecordedAnswer> {
    const run = { caller, key, owner: randomUUID() };
    // Another attempt is needed only when the row appeared, vanished or got another owner meanwhile.
    for (let round = 0; round < 3; round += 1) {
      const [row] = await this.dataSource.query<[KeyRow]>(CLAIM_OR_READ, [caller, key, fingerprint, run.owner]);
      if (row.claimed) return run;
      if (row.owner === null) continue;
      if (!row.same && !row.expired) throw idempotencyKeyReused();
      if (row.state === 'done' && !row.expired) return this.answerOf(row);
      if (!row.expired && !row.abandoned) break;
      if (await changesOne(this.dataSource, TAKE_OVER, [caller, key, fingerprint, run.owner, row.owner])) return run;
    }
    throw idempotencyInProgress(undefined, { retryAfterSeconds: 1 });
  }

  /**
   * The only transaction of a use case behind an `@Idempotent()` route. With an `Idempotency-Key` it stays open until
   * the route has built its answer and commits together with it, so that a retry after a crash, even one between commit
   * and response, gets this answer. Until then no other part of the request can read the work.
   */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const request = this.running.getStore();
    return request ? work((await this.begun(request)).manager) : this.dataSource.transaction(work);
  }

  /**
   * The same for statements that do not need each other's results: they are sent together.
   * @throws what one of them refuses
   */
  async together(statements: readonly Statement[]): Promise<void> {
    const request = this.running.getStore();
    if (!request) return commitGroup(this.dataSource, statements);
    await runGroup(await this.begun(request), statements);
    request.committed.push(...statements.flatMap(({ committed }) => committed ?? []));
  }

  private async begun(request: RunningRequest): Promise<QueryRunner> {
    if (request.runner) throw new Error('a request with an Idempotency-Key has one transaction');
    request.runner = this.dataSource.createQueryRunner();
    await request.runner.startTransaction();
    return request.runner;
  }

  /**
   * Runs `handle` and commits its transaction together with its answer. When anything fails, the transaction rolls back
   * and the key is free again.
   * @throws idempotencyInProgress when the lease expired and a retry took over the key
   * @throws Error when `handle` did its work outside `transaction`
   */
  async execute(run: IdempotentRun, handle: () => Promise<HandlerAnswer>): Promise<HandlerAnswer> {
    const request: RunningRequest = { run, committed: [] };
    try {
      const answer = await this.running.run(request, handle);
      if (!request.runner) throw new Error('an idempotent route must work in IdempotencyStore.transaction');
      if (answer.status >= 400) await this.rollBack(request);
      else await this.commit(request.runner, run, answer);
      if (answer.status < 400) for (const call of request.committed) call();
      return answer;
    } catch (error) {
      await this.rollBack(request);
      throw error;
    } finally {
      await request.runner?.release();
    }
  }

  private async commit(runner: QueryRunner, run: IdempotentRun, { status, body }: HandlerAnswer): Promise<void> {
    const text = toText(body);
    const stored =
      run.sealsAnswer && text !== null ? [null, this.vault.seal(text, SEALED_BODY, run.owner)] : [text, null];
    const parameters = [run.caller, run.key, run.owner, status, ...stored];
    if (!(await changesOne(runner.manager, RECORD, parameters)))
      throw idempotencyInProgress('A retry of this request took over.', { retryAfterSeconds: 1 });
    await runner.commitTransaction();
  }

  /**
   * Frees the key unless its answer was recorded: the commit may have succeeded although its confirmation was lost.
   */
  private async rollBack({ runner, run }: RunningRequest): Promise<void> {
    // The transaction of a runner that was released has ended with its connection.
    if (runner?.isTransactionActive && !runner.isReleased) await runner.rollbackTransaction().catch(this.logFault);
    await changesOne(this.dataSource, RELEASE, [run.caller, run.key, run.owner]).catch(this.logFault);
  }

  /** Deletes up to `batch` expired keys and returns how many. Several processes may run it at the same time. */
  purgeExpired(batch = 1_000): Promise<number> {
    return affectedRows(this.dataSource, PURGE, [batch]);
  }

  private answerOf({ status, body, sealed, owner }: KeyRow): RecordedAnswer {
    // A process of the version before may have reused the row without removing the seal.
    return { status, body: body ?? (sealed === null ? null : this.vault.open(sealed, SEALED_BODY, owner ?? '')) };
  }

  private readonly logFault = (error: Error): void =>
    this.logger.error(`the key of a failed request could not be freed: ${error.message}`);
}

const toText = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));
