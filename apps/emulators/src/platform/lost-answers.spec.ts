import { type ConnectedMeta, startConnectedMeta } from '../../../../test/support/emulators/meta-connection';

const INSTAGRAM = '17841400000000001';
const VIDEO = Buffer.alloc(1_000, 'video');

describe('a publishing call without an answer of the platform', () => {
  let meta: ConnectedMeta;
  let id: string;
  beforeEach(async () => {
    meta = await startConnectedMeta();
    const fields = { media_type: 'REELS', upload_type: 'resumable' };
    const container = (await meta.graph('POST', `/${INSTAGRAM}/media`, { fields })).body;
    id = container.id;
    await meta.rupload(container.uri, VIDEO);
    await meta.advance(5);
  });
  afterEach(() => meta.close());

  /** Its answer is what the client makes of it: nothing, if it is no JSON. */
  const publish = () =>
    meta.graph('POST', `/${INSTAGRAM}/media_publish`, { fields: { creation_id: id } }).catch(() => undefined);
  const publishBadly = async (action: object) => {
    await meta.faults({ op: 'ig.publish', action });
    await publish();
  };
  const ask = (token?: string) => meta.graph('GET', `/${id}?fields=status_code`, { token }).catch(() => undefined);

  it.each([
    { type: 'http', status: 503, json: {} },
    { type: 'http', status: 403, text: '<html>A page of a proxy</html>' },
    { type: 'http', status: 200, text: '<html>A page of a proxy</html>' },
    { type: 'html_502' },
    { type: 'empty_200' },
    { type: 'wrong_content_type' },
    { type: 'truncate_json' },
    { type: 'reset_before_effect' },
    { type: 'drop_after_effect' },
  ])('is repeated without a question: %j', async (action) => {
    await publishBadly(action);
    await publish();
    expect(await meta.violations()).toContain('publish_without_probe');
  });

  it('is repeated rightly when the question has been answered', async () => {
    await publishBadly({ type: 'empty_200' });
    expect((await ask())?.body).toMatchObject({ status_code: 'FINISHED' });
    await publish();
    expect(await meta.violations()).toEqual([]);
  });

  it.each([
    ['is refused', 'a token of another app', undefined],
    ['is answered by a proxy', undefined, { type: 'http', status: 403, text: '<html>A page of a proxy</html>' }],
    ['gets no answer', undefined, { type: 'drop_after_effect' }],
  ])('is repeated without an answer to the question, which %s', async (_, token, action) => {
    await publishBadly({ type: 'empty_200' });
    if (action) await meta.faults({ op: 'ig.status', action });
    await ask(token);
    await publish();
    expect(await meta.violations()).toEqual(['publish_without_probe']);
  });

  it('is not one that the platform has refused', async () => {
    await publishBadly({ type: 'http', status: 400, json: { error: { code: 9007 } } });
    await publish();
    expect(await meta.violations()).toEqual([]);
  });
});
