import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { InstagramAdapter } from '../providers/instagram/instagram.adapter';
import { MetaEnv } from './meta.config';
import { MetaGraphService } from './meta-graph.service';

const GRANT = { code: 'code', redirectUri: 'https://reelway.test/callback', codeVerifier: '' };
const page = (id: number) => ({
  id: `${id}`,
  access_token: `page-${id}`,
  instagram_business_account: { id: `ig-${id}` },
});

/** A Graph API whose logins have very many Pages. */
describe('a login at Meta with very many Pages', () => {
  let server: Server;
  let graph: MetaGraphService;
  let pageCalls = 0;
  let pauseMs = 0;
  let isEndless = false;
  const inspections = { running: 0, most: 0 };

  const answer = async (path: string): Promise<object> => {
    if (path.endsWith('/access_token')) return { access_token: 'EAAB1', expires_in: 5_000_000 };
    if (path.endsWith('/me')) return { id: '1' };
    if (path.endsWith('/permissions')) return { data: [{ permission: 'instagram_basic', status: 'granted' }] };
    if (path.endsWith('/accounts')) {
      pageCalls += 1;
      await pause(pauseMs);
      const data = Array.from({ length: 20 }, (_, index) => page(20 * pageCalls + index));
      return { data, ...(isEndless && { paging: { cursors: { after: 'x' }, next: 'more' } }) };
    }
    inspections.running += 1;
    inspections.most = Math.max(inspections.most, inspections.running);
    await pause(20);
    inspections.running -= 1;
    return { data: { is_valid: true } };
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void answer(new URL(request.url ?? '', 'http://x').pathname).then((body) => response.end(JSON.stringify(body)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config = Object.assign(new MetaEnv(), {
      META_APP_ID: 'app',
      META_APP_SECRET: 'secret',
      META_GRAPH_URL: url,
    });
    graph = new MetaGraphService(config);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await graph.onApplicationShutdown();
    server.close();
  });

  it('is connected with a few calls at a time', async () => {
    const accounts = await new InstagramAdapter(graph).connect(GRANT);
    expect(accounts).toHaveLength(20);
    expect(inspections.most).toBe(4);
  });

  it('ends in time when each call is answered and all of them together take too long', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 100));
    isEndless = true;
    pauseMs = 100;
    pageCalls = 0;
    await expect(graph.readLogin('EAAB1')).rejects.toMatchObject({ code: 'platform_unavailable' });
    expect(pageCalls).toBeLessThan(20);
  });
});
