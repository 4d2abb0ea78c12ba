import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type ConnectedMeta, startConnectedMeta } from '../../../../test/support/emulators/meta-connection';
import { type ConnectedYouTube, startConnectedYouTube } from '../../../../test/support/emulators/youtube-connection';

const BLOCK = 262_144;
const PAGE = '200000000000001';
const INSTAGRAM = '17841400000000001';

/** Faults after which a careful client can continue. */
const fault = fc.record({
  nth: fc.integer({ min: 1, max: 3 }),
  action: fc.oneof(
    fc.record({ type: fc.constant('reset'), afterRequestBytes: fc.integer({ min: 1, max: 3 * BLOCK }) }),
    fc.record({ type: fc.constantFrom('reset_before_effect', 'drop_after_effect', 'truncate_json', 'html_502') }),
    fc.constant({ type: 'http', status: 503, json: {} }),
  ),
});
const faults = fc.array(fault, { minLength: 1, maxLength: 4 });
const size = fc.integer({ min: 1, max: 4 * BLOCK });
const runs = { numRuns: 10, seed: 20_261_128 };
let sent = 0;
/** Different from every other file. */
const file = (bytes: number) => {
  sent += 1;
  return Buffer.alloc(bytes + 8, `file ${sent} `);
};
const settled = async (request: Promise<Response>): Promise<{ status: number; body: Record<string, unknown> }> => {
  try {
    const answer = await request;
    return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') as Record<string, unknown> };
  } catch {
    return { status: 0, body: {} };
  }
};

/** A client that queries the outcome whenever it is unknown. */
describe('a careful client, whatever happens to the connection,', () => {
  describe('publishes once', () => {
    let youtube: ConnectedYouTube;
    let meta: ConnectedMeta;
    beforeAll(async () => {
      [youtube, meta] = await Promise.all([startConnectedYouTube(), startConnectedMeta()]);
      await youtube.control('PUT', '/app', { insert_quota: 1_000 });
      await youtube.changeChannel({ upload_cap: 1_000 });
    });
    afterAll(() => Promise.all([youtube.close(), meta.close()]));

    it('on YouTube', async () => {
      const publish = async (video: Buffer, blocks: number) => {
        const url = await youtube.openSession(video.length);
        for (let offset = 0; ; ) {
          const end = Math.min(offset + blocks * BLOCK, video.length);
          const { status } = await settled(youtube.put(url, video, offset, end));
          if (status === 200 || status === 201) return;
          const stored = await youtube.stored(url, video.length);
          if (stored === undefined) return;
          offset = stored;
        }
      };
      const property = fc.asyncProperty(faults, size, fc.integer({ min: 1, max: 3 }), async (rules, bytes, blocks) => {
        const video = file(bytes);
        // The query itself must succeed, or the client cannot continue.
        const when = { stepIs: 'put' };
        await youtube.faults(...rules.map((rule) => ({ ...rule, op: 'yt.put', when })));
        await publish(video, blocks);
        const digest = createHash('sha256').update(video).digest('hex');
        expect((await youtube.posts()).filter(({ sha256 }) => sha256 === digest)).toHaveLength(1);
      });
      await fc.assert(property, runs);
      expect(await youtube.violations()).toEqual([]);
    });

    it('on Instagram', async () => {
      const read = async (id: string) => {
        await meta.advance(5);
        const fields = 'status_code,video_status';
        const { body } = await meta.graph('GET', `/${id}?fields=${fields}`);
        return body as unknown as {
          status_code: string;
          video_status: { uploading_phase: { bytes_transferred: number } };
        };
      };
      const publish = async (video: Buffer) => {
        const fields = { media_type: 'REELS', upload_type: 'resumable' };
        const { id, uri } = (await meta.graph('POST', `/${INSTAGRAM}/media`, { fields })).body;
        for (let stored = 0; stored < video.length; ) {
          await settled(meta.rupload(uri, video, stored));
          stored = (await read(id)).video_status.uploading_phase.bytes_transferred;
        }
        await meta.advance(5);
        while ((await read(id)).status_code !== 'PUBLISHED')
          await meta
            .graph('POST', `/${INSTAGRAM}/media_publish`, { fields: { creation_id: id } })
            .catch(() => undefined);
      };
      const property = fc.asyncProperty(faults, faults, size, async (onUpload, onPublish, bytes) => {
        const video = file(bytes);
        await meta.faults(
          ...onUpload.map((rule) => ({ ...rule, op: 'ig.rupload' })),
          ...onPublish.map((rule) => ({ ...rule, op: 'ig.publish' })),
        );
        await publish(video);
        const digest = createHash('sha256').update(video).digest('hex');
        expect((await meta.posts()).filter(({ sha256 }) => sha256 === digest)).toHaveLength(1);
      });
      await fc.assert(property, runs);
      expect(await meta.violations()).toEqual([]);
    });

    it('on Facebook', async () => {
      interface Seen {
        published: boolean;
        status: { uploading_phase: { bytes_transfered: number } };
      }
      const read = async (id: string) => {
        await meta.advance(5);
        return (await meta.graph('GET', `/${id}?fields=status,published`)).body as unknown as Seen;
      };
      const reels = (fields: Record<string, string>) => meta.graph('POST', `/${PAGE}/video_reels`, { fields });
      const publish = async (video: Buffer) => {
        const { video_id: id, upload_url: url } = (await reels({ upload_phase: 'start' })).body;
        for (let stored = 0; stored < video.length; ) {
          await settled(meta.rupload(url, video, stored));
          stored = (await read(id)).status.uploading_phase.bytes_transfered;
        }
        while (!(await read(id)).published)
          await reels({ upload_phase: 'finish', video_id: id, video_state: 'PUBLISHED' }).catch(() => undefined);
      };
      const property = fc.asyncProperty(faults, faults, size, async (onUpload, onFinish, bytes) => {
        const video = file(bytes);
        const when = { stepIs: 'finish' };
        await meta.faults(
          ...onUpload.map((rule) => ({ ...rule, op: 'fb.reel.upload' })),
          ...onFinish.map((rule) => ({ ...rule, op: 'fb.reel', when })),
        );
        await publish(video);
        const digest = createHash('sha256').update(video).digest('hex');
        expect((await meta.posts()).filter(({ sha256 }) => sha256 === digest)).toHaveLength(1);
      });
      await fc.assert(property, runs);
      expect(await meta.violations()).toEqual([]);
    });
  });
});
