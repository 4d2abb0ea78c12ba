import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '@app/core';
import type { NewRender } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { GCS_BUCKET, gcs } from '../../../apps/emulators/src/gcs/gcs';
import { CancelRenderHandler } from '../../../apps/worker/src/renders/cancel-render.handler';
import { EraseRenderHandler } from '../../../apps/worker/src/renders/erase-render.handler';
import { ObserveRenderHandler } from '../../../apps/worker/src/renders/observe-render.handler';
import { RenderTransferService } from '../../../apps/worker/src/renders/render-transfer.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { RunRenderHandler } from '../../../apps/worker/src/renders/run-render.handler';
import { type ShotstackEmulator, startShotstackEmulator } from '../../support/emulators/shotstack-emulator';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { titleEdit } from '../../support/harness/render-installation';
import { RenderWork } from '../../support/harness/render-work';

/** The handlers of the worker on a real database and stores, and a provider whose time the test moves. */
describeWithFfmpeg('a render at a remote provider', () => {
  let here: RenderWork;
  let shotstack: ShotstackEmulator;
  let folder: string;
  const google = createEmulators([gcs()]);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-google-'));
    await google.listen({ host: '127.0.0.1', port: 0 });
    const googleUrl = `http://127.0.0.1:${(google.server.address() as AddressInfo).port}/gcs`;
    const keyFile = join(folder, 'service-account.json');
    writeFileSync(keyFile, await (await fetch(`${googleUrl}/_test/credentials`)).text());
    shotstack = await startShotstackEmulator();
    await shotstack.control('PUT', '/callbacks', { silent: true });
    here = await RenderWork.start({
      SHOTSTACK_API_KEY: 'a-key',
      SHOTSTACK_API_URL: `${shotstack.url}/edit/v1`,
      FETCH_ALLOW_HOSTS: `127.0.0.1:${shotstack.port}`,
      GCS_API_URL: googleUrl,
      GCS_BUCKET,
      GOOGLE_APPLICATION_CREDENTIALS: keyFile,
    });
  });
  afterAll(async () => {
    await here?.close();
    await shotstack?.close();
    await google.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await shotstack.control('PUT', '/faults', []);
  });

  const job = () => {
    const { signal } = new AbortController();
    return { jobId: newId(), attempt: 1, isLastAttempt: false, requestId: 'test', signal };
  };
  const run = (renderId: string) => here.get(RunRenderHandler).handle({ renderId }, job());
  const observe = (renderId: string, providerRenderId?: string) =>
    here.get(ObserveRenderHandler).handle({ renderId, ...(providerRenderId && { providerRenderId }) }, job());
  const erase = (renderId: string) => here.get(EraseRenderHandler).handle({ renderId });
  async function newRender(given: Partial<NewRender> = {}) {
    const text = newId();
    const request = titleEdit(30, { size: { width: 320, height: 180 } }, text);
    const remote = { provider: 'shotstack', heldSeconds: 30, request };
    const id = await here.newRender(await here.newOwner(), { ...remote, ...given });
    const sent = async () =>
      (await shotstack.score()).submissions.filter(({ edit }) => JSON.stringify(edit).includes(text));
    return { id, text, sent };
  }
  const rows = <Row>(query: string, ...values: unknown[]) => here.dataSource.query<Row[]>(query, values);
  async function rowOf(id: string) {
    const columns = `status, error ->> 'code' as fault, provider_render_id as "theirId", request::text`;
    const [row] = await rows<{ status: string; fault: string | null; theirId: string | null; request: string }>(
      `select ${columns} from renders where id = $1`,
      id,
    );
    if (!row) throw new Error('The render does not exist.');
    return row;
  }
  const submissionsOf = (id: string) =>
    rows<{ state: string }>('select state from render_submissions where render_id = $1 order by number', id);
  /** Moves moments of a render this far into the past. */
  const age = (id: string, hours: number, ...columns: string[]) =>
    rows(
      `update renders set ${columns.map((name) => `${name} = ${name} - $2::float8 * interval '1 hour'`).join()} where id = $1`,
      id,
      hours,
    );
  const ageSubmission = (id: string, hours: number) =>
    rows(
      `update render_submissions set updated_at = updated_at - $2::float8 * interval '1 hour' where render_id = $1`,
      id,
      hours,
    );
  const unavailable = (text: string) =>
    shotstack.control('PUT', '/faults', [{ on: 'submit', match: text, status: 429 }]);

  describe('whose acceptance cannot be recorded', () => {
    beforeEach(() =>
      rows(`create function lose_acceptance() returns trigger language plpgsql as
        $$ begin raise exception 'the connection was lost'; end $$;
        create trigger lose_acceptance before update on render_submissions for each row
        when (new.state = 'accepted') execute function lose_acceptance()`),
    );
    afterEach(() => rows('drop function if exists lose_acceptance cascade'));

    it('is not bought again, and continues with its callback', async () => {
      const { id, sent } = await newRender();
      await run(id);
      await run(id);
      const submitted = await sent();
      expect([submitted.length, await submissionsOf(id)]).toEqual([1, [{ state: 'sent' }]]);
      await rows('drop function lose_acceptance cascade');
      await observe(id, submitted[0]?.id);
      expect([await submissionsOf(id), (await rowOf(id)).theirId]).toEqual([[{ state: 'accepted' }], submitted[0]?.id]);
    });
  });

  describe('that waited for hours until the provider accepted it', () => {
    it('has its full time at the provider', async () => {
      const { id } = await newRender();
      await age(id, 20, 'created_at');
      await run(id);
      expect(await rowOf(id)).toMatchObject({ status: 'queued', fault: null });
      await ageSubmission(id, 2);
      await observe(id);
      expect(await rowOf(id)).toMatchObject({ status: 'failed', fault: 'render_timed_out' });
    });

    it('is not lost to a provider that does not know it yet', async () => {
      const { id } = await newRender();
      await age(id, 20, 'created_at');
      await rows(
        `insert into render_submissions (render_id, number, state, reference, lease_epoch) values ($1, 1, 'accepted', $2, 1)`,
        id,
        newId(),
      );
      await run(id);
      expect(await rowOf(id)).toMatchObject({ status: 'queued', fault: null });
      await ageSubmission(id, 1);
      await run(id);
      expect(await rowOf(id)).toMatchObject({ status: 'failed', fault: 'render_failed' });
    });
  });

  it('never times out when the provider has finished it, and is stored when no copy arrives', async () => {
    const { id } = await newRender({ storage: 'gcs' });
    await run(id);
    await age(id, 2, 'created_at');
    await ageSubmission(id, 2);
    await shotstack.advance(120);
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'transferring', fault: null });
    await age(id, 1, 'transferring_at');
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
  });

  it('waits for a provider for a day from the first failure, however old it is', async () => {
    const { id, text, sent } = await newRender();
    await age(id, 25, 'created_at');
    await unavailable(text);
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'queued', fault: null });
    await age(id, 23, 'failing_since');
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'queued', fault: null });
    await age(id, 2, 'failing_since');
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'failed', fault: 'render_provider_unavailable' });
    expect(await sent()).toEqual([]);
  });

  it('has a day again after the provider has recovered', async () => {
    const { id, text } = await newRender();
    await unavailable(text);
    await run(id);
    await age(id, 23, 'failing_since');
    await shotstack.control('PUT', '/faults', []);
    await run(id);
    const { theirId } = await rowOf(id);
    expect(await rows('select 1 from renders where id = $1 and failing_since is null', id)).toHaveLength(1);
    await shotstack.control('PUT', '/faults', [{ on: 'status', match: theirId, status: 500 }]);
    await observe(id);
    await age(id, 23, 'failing_since');
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'queued', fault: null });
  });

  it('is stored a day later when its transfer fails until then', async () => {
    const { id } = await newRender();
    await run(id);
    await shotstack.advance(120);
    const store = jest.spyOn(here.get(RenderTransferService), 'store').mockRejectedValue(new Error('no transfer'));
    for (let times = 0; times < 5; times += 1) await observe(id);
    await age(id, 23, 'transferring_at');
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'transferring', fault: null });
    store.mockRestore();
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
  });

  it('fails when its transfer fails for more than a day', async () => {
    const { id } = await newRender();
    await run(id);
    await shotstack.advance(120);
    jest.spyOn(here.get(RenderTransferService), 'store').mockRejectedValue(new Error('no transfer'));
    await observe(id);
    await age(id, 25, 'transferring_at');
    await observe(id);
    expect(await rowOf(id)).toMatchObject({ status: 'failed', fault: 'render_failed' });
  });

  describe('that ended while the provider may still write to our bucket', () => {
    const bucket = () => here.get(ObjectStores).named('gcs');
    const keyOf = async (id: string) =>
      (await rows<{ key: string }>('select object_key as key from renders where id = $1', id))[0]?.key ?? '';
    const copyArrives = async (id: string) =>
      bucket().put(await keyOf(id), { stream: Readable.from(['a copy']), size: 6 }, { contentType: 'video/mp4' });
    const isStored = async (id: string) => (await bucket().head(await keyOf(id))) !== undefined;
    /** The hourly task; erases the render if the task finds it. */
    async function maintain(id: string): Promise<boolean> {
      await age(id, 1, 'deadline_at');
      const count = await here.dataSource.transaction((manager) =>
        here.get(RendersMaintenanceService).eraseExpired(manager),
      );
      if (count > 0) await erase(id);
      return count > 0;
    }
    async function cancelled(): Promise<string> {
      const { id } = await newRender({ storage: 'gcs' });
      await run(id);
      await rows('update renders set cancel_requested_at = clock_timestamp() where id = $1', id);
      await here.get(CancelRenderHandler).handle({ renderId: id });
      return id;
    }

    it('leaves no copy behind: its file is deleted again, until a day has passed', async () => {
      const id = await cancelled();
      await erase(id);
      await copyArrives(id);
      expect([await maintain(id), await isStored(id)]).toEqual([true, false]);
      await copyArrives(id);
      await ageSubmission(id, 25);
      expect([await maintain(id), await isStored(id)]).toEqual([true, false]);
      expect(await maintain(id)).toBe(false);
    });

    it('loses its texts at once when its owner deletes it', async () => {
      const id = await cancelled();
      await rows('update renders set deleted_at = clock_timestamp() where id = $1', id);
      await erase(id);
      expect(await rowOf(id)).toMatchObject({ request: '{}' });
      await copyArrives(id);
      expect([await maintain(id), await isStored(id)]).toEqual([true, false]);
      await ageSubmission(id, 25);
      await maintain(id);
      expect(await maintain(id)).toBe(false);
    });

    it('is deleted once when the provider refused it', async () => {
      const id = await cancelled();
      await rows(`update render_submissions set state = 'refused', reference = null where render_id = $1`, id);
      await erase(id);
      expect(await maintain(id)).toBe(false);
    });
  });
});
