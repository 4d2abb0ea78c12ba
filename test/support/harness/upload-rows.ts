import { BillingModule } from '@app/billing';
import { ChangeFeedService, DatabaseModule, newId } from '@app/core';
import { PublicationLeasesRepository, type TakenPublication } from '@app/platforms';
import {
  isFinishedUpload,
  type NewUpload,
  type TakenUpload,
  UploadLeasesRepository,
  type UploadOptions,
  type UploadStatus,
  UploadsModule,
  UploadsRepository,
} from '@app/uploads';
import { type INestApplicationContext, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';
import { waitUntil } from './wait-until';

export const UPLOAD_OPTIONS: UploadOptions = {
  hud: null,
  telemetryOffsetMs: 0,
  speedingMph: 80,
  euphoriaMph: 100,
  fit: 'blur',
  reshapes: true,
  alwaysHashtags: [],
  blockedHashtags: [],
  maxHashtags: 5,
  captionTemplate: null,
  autoCaptions: false,
  speedUnit: 'mph',
};

/** Rows of uploads and the services that change them, in a database of their own. No API, no worker, no files. */
export class UploadRows {
  userId = '';

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  /** @param more further providers that the services under test need */
  static async start(more: Pick<ModuleMetadata, 'imports' | 'providers'> = {}): Promise<UploadRows> {
    const database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_POOL_SIZE: '12' });
    process.env.TOKEN_ENC_KEYS = `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`;
    @Module({
      imports: [DatabaseModule.forProcess(), BillingModule, UploadsModule, ...(more.imports ?? [])],
      providers: more.providers ?? [],
    })
    class UploadRowsModule {}
    const app = await NestFactory.createApplicationContext(UploadRowsModule, { logger: false, abortOnError: false });
    await waitUntil(() => app.get(ChangeFeedService).isLive);
    return new UploadRows(database, app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** Another owner, for the uploads that follow; those of the tests before no longer wait. */
  async enter(): Promise<void> {
    await this.query('delete from uploads');
    this.userId = await this.newUser();
  }

  /** A person who has confirmed the address: nobody else uploads. */
  async newUser(): Promise<string> {
    const id = newId();
    await this.query('insert into users (id, email, name, email_verified_at) values ($1, $2, $3, now())', [
      id,
      `${id}@example.com`,
      'Tester',
    ]);
    return id;
  }

  service<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  get uploads(): UploadsRepository {
    return this.service(UploadsRepository);
  }

  get leases(): UploadLeasesRepository {
    return this.service(UploadLeasesRepository);
  }

  query<T>(statement: string, parameters: unknown[] = []): Promise<T> {
    return this.service(DataSource).query<T>(statement, parameters);
  }

  transaction: DataSource['transaction'] = (work: never) => this.service(DataSource).transaction(work);

  newUpload(): NewUpload {
    return {
      id: newId(),
      createdBy: this.userId,
      filename: 'ride.mp4',
      sizeBytes: 10,
      contentType: 'video/mp4',
      storage: 'disk',
      partSize: null,
      urlsEndAt: new Date(),
      telemetryFilename: null,
      telemetrySize: null,
      title: '',
      caption: '',
      hashtags: [],
      privacy: 'public',
      options: {},
      platforms: ['tiktok', 'youtube'],
    };
  }

  async found(id: string) {
    const found = await this.uploads.find({ ownerId: this.userId }, id);
    if (!found) throw new Error('the upload is missing');
    return found;
  }

  async create(more: Partial<NewUpload> = {}) {
    const upload = { ...this.newUpload(), ...more };
    await this.transaction((manager) => this.uploads.create({ ownerId: this.userId }, upload, manager));
    return this.found(upload.id);
  }

  async queued() {
    const upload = await this.create();
    await this.transaction((manager) => this.uploads.receive(upload, UPLOAD_OPTIONS, manager));
    return upload;
  }

  async taken(id: string): Promise<TakenUpload> {
    const taken = await this.leases.take(id, 30);
    if (!taken) throw new Error('the upload was not taken');
    return taken;
  }

  /** A post that is due, taken by a worker. */
  async takenPost(id: string): Promise<TakenPublication> {
    const taken = await this.service(PublicationLeasesRepository).take(id, 30);
    if (!taken) throw new Error('the post was not taken');
    return taken;
  }

  async statusOf(id: string): Promise<UploadStatus> {
    return (await this.query<[{ status: UploadStatus }]>('select status from uploads where id = $1', [id]))[0].status;
  }

  async historyOf(id: string): Promise<string[]> {
    const rows = await this.query<{ to: string }[]>(
      'select to_status as to from upload_events where upload_id = $1 order by id',
      [id],
    );
    return rows.map(({ to }) => to);
  }

  /** Writes a status as anyone with database access could, with the columns that it needs. */
  force(id: string, to: UploadStatus): Promise<unknown> {
    return this.query(
      `update uploads set status = $2, received_at = now(), lease_until = null,
         finished_at = case when $3 then now() end, error = case when $2 = 'failed' then '{"code":"test"}'::json end,
         cancel_reason = case when $2 = 'cancelled' then 'owner' end where id = $1`,
      [id, to, isFinishedUpload(to)],
    );
  }
}
