import { DatabaseModule, newId } from '@app/core';
import {
  type AccountEvent,
  AccountEventsRepository,
  type DeliveryAttempt,
  NotificationsModule,
  type TakenDelivery,
  WebhookDeliveriesRepository,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), NotificationsModule] })
class WebhookDeliveriesModule {}

export const FAILED: DeliveryAttempt = { status: 500, problem: 'The server answered 500.', durationMs: 12.5 };
export const DELIVERED: DeliveryAttempt = { status: 200, problem: null, durationMs: 3 };

/** The webhook endpoints of one owner in a database of their own; the test itself takes the place of the workers. */
export class WebhookHarness {
  /** The owner of the current test. */
  ownerId = '';
  private addresses = 0;

  private constructor(
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(): Promise<WebhookHarness> {
    const database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    const options = { logger: false, abortOnError: false } as const;
    return new WebhookHarness(database, await NestFactory.createApplicationContext(WebhookDeliveriesModule, options));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** A new owner, and no endpoints of others. */
  async reset(): Promise<void> {
    await this.query('delete from webhook_endpoints');
    this.ownerId = await this.newOwner();
  }

  get deliveries(): WebhookDeliveriesRepository {
    return this.app.get(WebhookDeliveriesRepository);
  }

  get endpoints(): WebhookEndpointsRepository {
    return this.app.get(WebhookEndpointsRepository);
  }

  readonly transaction: DataSource['transaction'] = (work: never) => this.app.get(DataSource).transaction(work);

  query<T>(statement: string, parameters: unknown[] = []): Promise<T> {
    return this.app.get(DataSource).query<T>(statement, parameters);
  }

  async newOwner(): Promise<string> {
    const id = newId();
    await this.query('insert into users (id, email, name) values ($1, $2, $3)', [id, `${id}@example.com`, 'Tester']);
    return id;
  }

  async createEndpoint(events: string[] = [], { owner = this.ownerId, host = 'example.com' } = {}) {
    const given = { url: `https://${host}/hook?${++this.addresses}`, description: '', events };
    return this.transaction((manager) => this.endpoints.create({ ownerId: owner }, given, manager));
  }

  /** Returns the id. */
  async endpoint(events?: string[], place?: { owner?: string; host?: string }): Promise<string> {
    return (await this.createEndpoint(events, place)).endpoint.id;
  }

  record(...types: AccountEvent['type'][]): Promise<void> {
    return this.recordFor(this.ownerId, ...types);
  }

  recordFor(owner: string, ...types: AccountEvent['type'][]): Promise<void> {
    const events = types.map((type) => ({ type, data: { id: newId() } }));
    return this.transaction((manager) => this.app.get(AccountEventsRepository).record(owner, events, manager));
  }

  take(inAll = 1_000, failing = 1_000): Promise<TakenDelivery[]> {
    return this.deliveries.take({ inAll, failing });
  }

  async takeOne(): Promise<TakenDelivery> {
    const [first, ...more] = await this.take();
    expect(more).toEqual([]);
    return first ?? Promise.reject(new Error('no delivery is due'));
  }

  finish(delivery: TakenDelivery, attempt: DeliveryAttempt): Promise<boolean> {
    return this.transaction((manager) => this.deliveries.finish(delivery, attempt, manager));
  }

  /** Seconds until the next attempt; null when there is none. */
  async pause(id: string): Promise<number | null> {
    const [delivery] = await this.query<{ seconds: number | null }[]>(
      'select round(extract(epoch from due_at - clock_timestamp()))::float as seconds from webhook_deliveries where id = $1',
      [id],
    );
    return delivery?.seconds ?? null;
  }

  makeDue(id: string): Promise<unknown> {
    return this.query('update webhook_deliveries set due_at = clock_timestamp() where id = $1', [id]);
  }

  /** Time passes for an endpoint that fails. */
  failedFor(endpointId: string, seconds: number): Promise<unknown> {
    return this.query(
      'update webhook_endpoints set failing_since = failing_since - make_interval(secs => $2) where id = $1',
      [endpointId, seconds],
    );
  }
}
