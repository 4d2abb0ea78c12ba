import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { PresignedRequest, StorageName, StorageProvider } from '@app/storage';
import { newKey, type StorageTarget, someBytes, startStorageTarget } from '../support/emulators/storage-targets';
import { waitUntil } from '../support/harness/wait-until';

const MIB = 1024 ** 2;
const TYPE = { contentType: 'video/mp4' };
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const encodedPath = (key: string) => key.split('/').map(encodeURIComponent).join('/');
const code = (expected: string) => expect.objectContaining({ code: expected });

/** The requests that clients without credentials may send to a store. */
describe.each<StorageName>(['local', 's3', 'gcs'])('direct uploads to the storage provider %s', (name) => {
  let target: StorageTarget;
  let store: StorageProvider;
  beforeAll(async () => {
    target = await startStorageTarget(name);
    store = target.store;
  });
  afterAll(async () => target?.close());

  const content = async (key: string) => buffer((await store.open(key)).stream);
  const send = ({ method, url, headers }: PresignedRequest, body: Buffer, more: Record<string, string> = {}) =>
    fetch(target.reach(url), { method, headers: { ...headers, ...more }, body: new Uint8Array(body) });
  /** The answer to the first use of an address, after its expiry. A signature tells it in whole seconds. */
  const sendLate = async (presigned: PresignedRequest, body: Buffer) => {
    await waitUntil(() => Date.now() > presigned.expiresAt.getTime() + 1_000);
    const answer = await send(presigned, body);
    return { isRefused: answer.status >= 400, reason: await answer.text() };
  };
  const TOO_LATE = { isRefused: true, reason: expect.stringContaining('has expired') };

  describe('a presigned PUT', () => {
    const expected = { contentType: 'video/mp4', size: 5_000 };
    const bytes = someBytes(5_000);

    it('accept what was announced', async () => {
      const key = newKey();
      expect((await send(await store.presignPut(key, expected), bytes)).status).toBe(200);
      expect(await store.head(key)).toMatchObject(expected);
      expect(await content(key)).toEqual(bytes);
    });

    it('refuse another size, another type, and another key', async () => {
      const key = newKey();
      const presigned = await store.presignPut(key, expected);
      const refused = async (answer: Promise<Response>) => expect((await answer).status).toBeGreaterThanOrEqual(400);
      await refused(send(presigned, someBytes(5_001)));
      await refused(send(presigned, someBytes(4_999)));
      await refused(send(presigned, Buffer.alloc(0)));
      await refused(send(presigned, bytes, { 'content-type': 'text/html' }));
      const other = newKey();
      await refused(send({ ...presigned, url: presigned.url.replace(encodedPath(key), encodedPath(other)) }, bytes));
      for (const name of [key, other]) expect(await store.head(name)).toBeUndefined();
    });

    it('accept up to a size where the store can limit it, and never nothing or more', async () => {
      const key = newKey();
      expect(store.presignPutUpTo === undefined).toBe(name === 's3');
      const presigned = await store.presignPutUpTo?.(key, expected);
      if (!presigned) return;
      for (const wrong of [someBytes(5_001), Buffer.alloc(0)])
        expect((await send(presigned, wrong)).status).toBeGreaterThanOrEqual(400);
      expect((await send(presigned, bytes, { 'content-type': 'text/html' })).status).toBeGreaterThanOrEqual(400);
      expect(await store.head(key)).toBeUndefined();
      expect((await send(presigned, bytes.subarray(0, 400))).status).toBe(200);
      expect((await send(presigned, bytes)).status).toBeGreaterThanOrEqual(400);
      expect(await content(key)).toEqual(bytes.subarray(0, 400));
    });

    it('create and never replace: what has arrived, and what was blocked, stays as it is', async () => {
      const [sent, blocked] = [newKey(), newKey()];
      const [first, second] = [await store.presignPut(sent, expected), await store.presignPut(sent, expected)];
      const statuses = await Promise.all([send(first, bytes), send(second, someBytes(5_000, 2))]);
      expect(statuses.map(({ status }) => status < 300).sort((a, b) => Number(a) - Number(b))).toEqual([false, true]);
      const winner = await content(sent);
      for (const again of [first, second]) expect((await send(again, someBytes(5_000, 3))).status).toBeGreaterThan(400);
      const unconditional = Object.fromEntries(
        Object.entries(first.headers).filter(([header]) => !/none-match|generation-match/.test(header)),
      );
      expect((await send({ ...first, headers: unconditional }, bytes)).status).toBeGreaterThanOrEqual(400);
      expect(await content(sent)).toEqual(winner);
      const late = await store.presignPut(blocked, expected);
      await target.stores.block(name, [blocked, sent]);
      for (const address of [late, first]) expect((await send(address, bytes)).status).toBeGreaterThanOrEqual(400);
      for (const key of [blocked, sent]) expect((await store.head(key))?.size).toBe(0);
    });

    it('are refused after their expiry', async () => {
      const key = newKey();
      expect(await sendLate(await store.presignPut(key, expected, 1), bytes)).toEqual(TOO_LATE);
      expect(await store.head(key)).toBeUndefined();
    });
  });

  describe('an upload in parts', () => {
    const size = 20 * MIB + 5;
    const bytes = someBytes(size);
    const expected = { ...TYPE, size };

    async function begin() {
      const key = newKey();
      const upload = await store.createMultipart(key, expected);
      const partOf = (number: number) => bytes.subarray((number - 1) * upload.partSize, number * upload.partSize);
      const sendPart = async (number: number) =>
        send(await store.presignPart(key, upload.uploadId, { number, size: partOf(number).length }), partOf(number));
      return { key, ...upload, partOf, sendPart };
    }

    it('continues after half of the parts, in any order', async () => {
      const { key, uploadId, partSize, partCount, sendPart } = await begin();
      expect([partSize, partCount]).toEqual([8 * MIB, 3]);
      expect((await sendPart(3)).status).toBe(200);
      expect((await sendPart(1)).status).toBe(200);
      expect(await store.listParts(key, uploadId)).toEqual([
        { number: 1, size: partSize },
        { number: 3, size: size - 2 * partSize },
      ]);
      expect(await store.head(key)).toBeUndefined();
      await sendPart(1);
      await sendPart(2);
      expect(await store.completeMultipart(key, uploadId, expected)).toMatchObject({ key, ...expected });
      expect(sha256(await content(key))).toBe(sha256(bytes));
      expect(await store.completeMultipart(key, uploadId, expected)).toMatchObject({ key, ...expected });
    });

    it('is refused while a part is missing, and can still be completed', async () => {
      const { key, uploadId, sendPart } = await begin();
      for (const number of [1, 2]) await sendPart(number);
      await expect(store.completeMultipart(key, uploadId, expected)).rejects.toEqual(code('object_size_mismatch'));
      expect(await store.head(key)).toBeUndefined();
      await sendPart(3);
      await store.completeMultipart(key, uploadId, expected);
    });

    it('accepts no part of another size', async () => {
      const { key, uploadId, partOf } = await begin();
      const presigned = await store.presignPart(key, uploadId, { number: 1, size: partOf(1).length });
      // A store may refuse megabytes by closing the connection before it has read them.
      const statusOf = (answer: Promise<Response>) => answer.then(({ status }) => status).catch(() => 499);
      const larger = send(presigned, Buffer.concat([partOf(1), Buffer.from('x')]));
      const other = { ...presigned, url: presigned.url.replace(/(part(?:Number)?)=1/, '$1=2') };
      expect(await statusOf(larger)).toBeGreaterThanOrEqual(400);
      expect(await statusOf(send(other, partOf(1)))).toBeGreaterThanOrEqual(400);
      expect(await store.listParts(key, uploadId)).toEqual([]);
    });

    it('accepts no part after the expiry of its address', async () => {
      const { key, uploadId, partOf } = await begin();
      const part = { number: 3, size: partOf(3).length };
      expect(await sendLate(await store.presignPart(key, uploadId, part, 1), partOf(3))).toEqual(TOO_LATE);
      expect(await store.listParts(key, uploadId)).toEqual([]);
    });

    it('is deleted when it is aborted, even twice', async () => {
      const { key, uploadId, sendPart } = await begin();
      await sendPart(1);
      for (let time = 0; time < 2; time += 1) await store.abortMultipart(key, uploadId);
      await expect(store.listParts(key, uploadId)).rejects.toEqual(code('object_not_found'));
      await expect(store.completeMultipart(key, uploadId, expected)).rejects.toEqual(code('object_not_found'));
      expect(
        await sendPart(2)
          .then(({ status }) => status)
          .catch(() => 499),
      ).toBeGreaterThanOrEqual(400);
    });
  });
});
