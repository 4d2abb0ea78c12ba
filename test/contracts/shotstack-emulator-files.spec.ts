import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { type ShotstackEmulator, startShotstackEmulator } from '../support/emulators/shotstack-emulator';
import { editApi, serveApi } from '../support/emulators/shotstack-sdk';
import { describeWithFfmpeg } from '../support/harness/render-harness';
import { waitUntil } from '../support/harness/wait-until';

const clip = { asset: { type: 'image', src: 'https://example.com/a.jpg' }, start: 0, length: 2 };
const editOf = (more: object = {}, output: object = {}) => ({
  timeline: { tracks: [{ clips: [clip] }] },
  output: { format: 'mp4', resolution: 'sd', ...output },
  ...more,
});

describe('the Shotstack emulator', () => {
  let emulator: ShotstackEmulator;
  let sdk: ReturnType<typeof editApi>;
  beforeEach(async () => {
    emulator = await startShotstackEmulator();
    sdk = editApi(`${emulator.url}/edit/v1`, 'key-1');
  });
  afterEach(() => emulator.close());

  const render = async (id: string) => (await sdk.getRender(id, { data: false })).response;
  const submit = async (edit: object) => (await sdk.postRender(edit)).response.id;
  const finish = async (edit: object) => {
    const id = await submit(edit);
    await emulator.advance(60);
    return id;
  };

  describeWithFfmpeg('files', () => {
    it('are real, of the right length, in ranges, and gone after a day', async () => {
      const id = await finish(editOf({}, { poster: { capture: 1 } }));
      const { url = '', poster = '' } = await render(id);
      const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
      const probed = execFileSync(
        'ffprobe',
        ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', '-'],
        { input: whole, encoding: 'utf8' },
      );
      expect(Number(probed)).toBeCloseTo(2, 1);
      const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
      expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
        206,
        `bytes 4-7/${whole.length}`,
        'ftyp',
      ]);
      expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(whole.length));
      expect((await fetch(url, { headers: { range: `bytes=${whole.length}-` } })).status).toBe(416);
      expect([...new Uint8Array(await (await fetch(poster)).arrayBuffer())].slice(0, 2)).toEqual([0xff, 0xd8]);
      await emulator.advance(86_400);
      expect((await fetch(url)).status).toBe(403);
      expect((await fetch(url.replace('/output/', '/cdn/au/'))).status).toBe(200);
    });

    it('are copied to a Google bucket exactly as asked', async () => {
      const objects: Record<string, string> = {};
      const google = fastify();
      google.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      google.post<{ Params: { bucket: string }; Querystring: { name: string }; Body: Buffer }>(
        '/upload/storage/v1/b/:bucket/o',
        (request) => {
          objects[`${request.params.bucket}/${request.query.name}`] =
            /"contentType":"([^"]+)"/.exec(request.body.toString('latin1'))?.[1] ?? '';
          return {};
        },
      );
      await google.listen({ host: '127.0.0.1', port: 0 });
      await emulator.control('PUT', '/gcs', {
        url: `http://127.0.0.1:${(google.server.address() as AddressInfo).port}`,
      });
      const options = { bucket: 'ours', prefix: 'videos/2026', filename: 'video_1' };
      const id = await finish(
        editOf({}, { poster: { capture: 1 }, destinations: [{ provider: 'google-cloud-storage', options }] }),
      );
      await waitUntil(async () => (await emulator.score()).copies.length === 2);
      await google.close();
      expect(objects).toEqual({
        'ours/videos/2026/video_1.mp4': 'video/mp4',
        'ours/videos/2026/video_1-poster.jpg': 'image/jpeg',
      });
      expect((await emulator.score()).copies[0]).toMatchObject({
        render: id,
        provider: 'google-cloud-storage',
        options,
        status: 'ready',
      });
    });
  });

  describe('the Serve API', () => {
    it('knows the hosted files of a render until they are deleted', async () => {
      const serve = serveApi(`${emulator.url}/serve/v1`, 'key-1');
      const id = await submit(editOf({}, { poster: { capture: 1 } }));
      await emulator.advance(4);
      expect((await serve.getAssetByRenderId(id)).data.map(({ attributes }) => attributes.status)).toEqual([
        'importing',
        'importing',
      ]);
      await emulator.advance(1);
      const [file] = (await serve.getAssetByRenderId(id)).data;
      expect(file?.attributes).toMatchObject({
        renderId: id,
        filename: `${id}.mp4`,
        status: 'ready',
        url: expect.stringContaining(`/cdn/au/v1/`),
      });
      const assetId = file?.attributes.id ?? '';
      await serve.deleteAsset(assetId);
      expect((await serve.getAsset(assetId)).data.attributes.status).toBe('deleted');
      expect((await fetch(file?.attributes.url ?? '')).status).toBe(403);
      const transfer = { id: 'mine', url: 'https://example.com/a.mp4', destinations: [{ provider: 'shotstack' }] };
      expect((await serve.postServeAsset(transfer)).data.attributes).toMatchObject({ id: 'mine', status: 'queued' });
    });

    it('has nothing when hosting was excluded', async () => {
      const id = await finish(editOf({}, { destinations: [{ provider: 'shotstack', exclude: true }] }));
      await expect(serveApi(`${emulator.url}/serve/v1`, 'key-1').getAssetByRenderId(id)).rejects.toMatchObject({
        status: 404,
      });
    });
  });
});
