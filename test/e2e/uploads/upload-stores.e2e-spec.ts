import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ObjectStores, type StorageName } from '@app/storage';
import { someBytes } from '../../support/emulators/storage-targets';
import type { TestUser } from '../../support/harness/test-credentials';
import { type PartList, type Presigned, send, UploadInstallation } from '../../support/harness/upload-installation';
import { waitUntil } from '../../support/harness/wait-until';

const MIB = 1024 ** 2;
const refusal = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code: string }).code];

/** Everything except the work on the video: no worker runs unless a test starts one. */
describe.each<StorageName>(['local', 's3', 'gcs'])('uploads into the store %s', (store) => {
  let uploads: UploadInstallation;
  let user: TestUser;
  const bytes = someBytes(3_000);
  beforeAll(async () => {
    uploads = await UploadInstallation.start(store);
  });
  beforeEach(async () => {
    user = await uploads.userOn('creator');
  });
  afterAll(() => uploads?.close());

  const call = <T = { code: string }>(method: string, path: string, body?: unknown, as = user) =>
    uploads.here.call<T>(method, `/api/uploads${path}`, body, as);
  const complete = (id: string, body = {}) =>
    call<{ status: string; already_completed: boolean }>('POST', `/${id}/complete`, body);

  it('accept exactly the announced file, at a key that we choose', async () => {
    const { body } = await uploads.presign(bytes, user, { filename: '../../a b;rm -rf $(x).mp4' });
    expect(body.r2_key).toBe(`uploads/${user.userId}/${body.upload_id}/source`);
    expect(refusal(await complete(body.upload_id))).toEqual([409, 'source_not_found']);
    const put = (content: Buffer, more = {}) => send(body.presigned_url, { ...body.headers, ...more }, content);
    for (const wrong of [put(someBytes(2_999)), put(someBytes(3_001)), put(bytes, { 'content-type': 'text/html' })])
      expect((await wrong).status).toBeGreaterThanOrEqual(400);
    expect(refusal(await complete(body.upload_id))).toEqual([409, 'source_not_found']);
    expect((await put(bytes)).status).toBe(200);
    expect((await put(someBytes(3_000, 2))).status).toBeGreaterThanOrEqual(400);
    expect((await complete(body.upload_id)).body).toMatchObject({ status: 'queued', already_completed: false });
    expect((await put(someBytes(3_000, 2))).status).toBeGreaterThanOrEqual(400);
    expect((await complete(body.upload_id)).body).toMatchObject({ status: 'queued', already_completed: true });
    expect(await uploads.file(body.upload_id, user, 'source')).toEqual(bytes);
  });

  it('wait for a track whose size was not announced; one store needs it before it gives an address', async () => {
    const announce = (more: object) =>
      uploads.presign(bytes, user, { has_telemetry: true, telemetry_filename: 'ride.gpx', ...more });
    const { status, body } = await announce({});
    if (store === 's3') {
      const warnings = [{ code: 'telemetry_size_needed' }];
      expect([status, body]).toMatchObject([201, { telemetry_presigned_url: null, telemetry_r2_key: null, warnings }]);
      const asked = { filename: 'a.mp4', file_size: 3_000, content_type: 'video/mp4', platforms: ['download'] };
      expect((await call('POST', '/estimate', { ...asked, has_telemetry: true })).body).toMatchObject({ warnings });
      expect((await announce({ telemetry_file_size: 5 })).body).toMatchObject({ warnings: [] });
    }
    const id = body.upload_id;
    const path = `/${id}/telemetry`;
    if (store !== 's3') expect(body.telemetry_r2_key).toBe(`uploads/${user.userId}/${id}/telemetry`);
    await send(body.presigned_url, body.headers, bytes);
    expect(refusal(await complete(id))).toEqual([409, 'telemetry_not_found']);
    const sharing = { has_telemetry: false, telemetry_upload_id: id };
    expect(refusal(await uploads.presign(bytes, user, sharing))).toEqual([409, 'telemetry_not_found']);
    const address =
      store === 's3' ? (await call<Presigned>('POST', path, { filename: 'ride.gpx', file_size: 5 })).body : body;
    const { telemetry_presigned_url: url, telemetry_headers: headers } = address;
    expect((await send(url, headers, Buffer.from('track'))).status).toBe(200);
    expect((await uploads.presign(bytes, user, sharing)).status).toBe(201);
    expect((await complete(id)).body).toMatchObject({ status: 'queued', already_completed: false });
    const { rows } = await uploads.here.sql.query(
      'select telemetry_size::int as size, telemetry_received_at is not null as received from uploads where id = $1',
      [id],
    );
    expect(rows).toEqual([{ size: 5, received: true }]);
    const other = (await announce({})).body;
    await send(other.presigned_url, other.headers, bytes);
    expect((await complete(other.upload_id, { skip_telemetry: true })).status).toBe(200);
  });

  it("continue after a client was lost: the store's list shows what is missing", async () => {
    const size = 32 * MIB + 7;
    const video = someBytes(size, 2);
    const { body } = await uploads.presign(video, user);
    const id = body.upload_id;
    expect([body.presigned_url, body.multipart]).toEqual([null, { upload_id: id, part_size: 8 * MIB, part_count: 5 }]);
    const parts = async (numbers?: number[]) =>
      (await call<PartList>('POST', `/${id}/parts`, numbers ? { part_numbers: numbers } : {})).body;
    const sendPart = ({ part_number: number, url, headers, size: length }: PartList['parts'][number]) => {
      const from = (number - 1) * 8 * MIB;
      return send(url, headers, video.subarray(from, from + length));
    };
    const [fifth, second] = (await parts([5, 2])).parts;
    if (!fifth || !second) throw new Error('two parts were asked for');
    expect([fifth.size, second.size]).toEqual([7, 8 * MIB]);
    expect((await send(second.url, second.headers, someBytes(5))).status).toBeGreaterThanOrEqual(400);
    expect((await sendPart(second)).status).toBe(200);
    expect((await sendPart(second)).status).toBe(200);
    expect((await sendPart(fifth)).status).toBe(200);
    expect(refusal(await complete(id))).toEqual([409, 'source_not_found']);
    const arrived = await call<PartList>('GET', `/${id}/parts`);
    expect(arrived.body.finished.map(({ part_number: number }) => number)).toEqual([2, 5]);
    const rest = (await parts()).parts;
    expect(rest.map(({ part_number: number }) => number)).toEqual([1, 3, 4]);
    for (const part of rest) expect((await sendPart(part)).status).toBe(200);
    expect((await call('POST', `/${id}/parts/complete`)).body).toEqual({ upload_id: id, size_bytes: size });
    expect((await call('POST', `/${id}/parts/complete`)).status).toBe(200);
    expect((await complete(id)).body).toMatchObject({ status: 'queued' });
    expect((await uploads.file(id, user, 'source')).equals(video)).toBe(true);
  });

  it('[peers 3.23] leave nothing behind when they are cancelled', async () => {
    const sent = (await uploads.presign(bytes, user)).body;
    await send(sent.presigned_url, sent.headers, bytes);
    const begun = (await uploads.presign(someBytes(32 * MIB), user)).body;
    for (const wrong of [[5], []])
      expect(refusal(await call('POST', `/${begun.upload_id}/parts`, { part_numbers: wrong }))).toEqual([
        422,
        'invalid_input',
      ]);
    const parts = (await call<PartList>('POST', `/${begun.upload_id}/parts`, { part_numbers: [4] })).body.parts;
    for (const { url, headers, size } of parts) await send(url, headers, someBytes(size));
    expect(await uploads.taken(user)).toBe(2);
    for (const id of [sent.upload_id, begun.upload_id]) {
      expect((await call('POST', `/${id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
      expect((await call('POST', `/${id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
      expect(refusal(await complete(id))).toEqual([409, 'upload_state_conflict']);
    }
    expect(await uploads.taken(user)).toBe(0);
    const objects = uploads.here.api.app.get(ObjectStores, { strict: false }).sources;
    expect(await objects.head(sent.r2_key)).toBeDefined();
    const worker = await uploads.here.worker();
    await waitUntil(async () => (await objects.head(sent.r2_key))?.size === 0);
    await waitUntil(async () => (await leftovers()).length === 0);
    // The addresses work for an hour, but nothing can be stored there.
    const late = await fetch(sent.presigned_url ?? '', {
      method: 'PUT',
      headers: sent.headers,
      body: new Uint8Array(bytes),
    });
    expect(late.status).toBeGreaterThanOrEqual(400);
    expect(await late.text()).toContain(store === 'local' ? 'object_closed' : '');
    expect((await objects.head(sent.r2_key))?.size).toBe(0);
    // The job blocks the keys before it records that it has deleted the files.
    const source = () => call('GET', `/${sent.upload_id}/download?file=source`);
    await waitUntil(async () => (await source()).status === 404);
    // Files that a store accepts nevertheless are deleted when the addresses have expired.
    await objects.put(sent.r2_key, { stream: Readable.from([bytes]) }, { contentType: 'video/mp4' });
    await uploads.here.sql.query(
      `update uploads set urls_end_at = now() - interval '2 hours', deadline_at = now() where id = $1`,
      [sent.upload_id],
    );
    await uploads.here.runMaintenance('30s');
    await waitUntil(async () => (await objects.head(sent.r2_key)) === undefined);
    await worker.stop('SIGKILL');
  });

  const leftovers = async (): Promise<string[]> => {
    if (store === 'local') return readdir(`${uploads.here.dataDir}/objects/.uploads`).catch(() => []);
    return ((await uploads.remote.control('GET', '/unfinished')) as { unfinished: string[] }).unfinished;
  };

  it('accept a telemetry file, and cannot be completed without an announced one', async () => {
    const telemetry = Buffer.from('<gpx/>');
    const { body } = await uploads.presign(bytes, user, { telemetry });
    await send(body.presigned_url, body.headers, bytes);
    expect(refusal(await complete(body.upload_id))).toEqual([409, 'telemetry_not_found']);
    const path = `/${body.upload_id}/telemetry`;
    const announce = async (size: number) => {
      const named = { filename: 'other.fit', file_size: size };
      type Address = { telemetry_presigned_url: string; telemetry_headers: Record<string, string> };
      const { body: address } = await call<Address>('POST', path, named);
      return (content: string) =>
        send(address.telemetry_presigned_url, address.telemetry_headers, Buffer.from(content));
    };
    const track = async () => (await uploads.file(body.upload_id, user, 'telemetry')).toString();
    const sendOther = await announce(5);
    expect(refusal(await call('POST', `${path}/complete`))).toEqual([409, 'telemetry_not_found']);
    await sendOther('12345');
    expect((await call('POST', `${path}/complete`)).status).toBe(200);
    // A replacement that never arrives does not stand in the way of the file that was received.
    await announce(7);
    expect((await complete(body.upload_id)).status).toBe(200);
    expect(await track()).toBe('12345');
    // The file that was received counts until another one has arrived, and any number of others may follow.
    for (const [index, content] of ['first', 'second', 'third'].entries()) {
      const before = await track();
      const sendNext = await announce(content.length);
      expect([await track(), refusal(await call('POST', `${path}/complete`))]).toEqual([
        before,
        [409, 'telemetry_not_found'],
      ]);
      expect((await sendNext(content)).ok).toBe(true);
      expect([index, await track()]).toEqual([index, before]);
      expect((await call('POST', `${path}/complete`)).status).toBe(200);
      expect(await track()).toBe(content);
    }
    await uploads.here.sql.query(`update uploads set status = 'processing' where id = $1`, [body.upload_id]);
    expect(refusal(await call('POST', path, { filename: 'late.fit', file_size: 5 }))).toEqual([
      409,
      'upload_state_conflict',
    ]);
    expect(await track()).toBe('third');
  });
});
