import { installation } from '../../support/harness/test-installation';

describe('the dashboard', () => {
  const instance = installation();
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${instance.api.url}${path}`, { headers, redirect: 'manual' });
  const assetsOf = async () =>
    [...(await (await get('/app/')).text()).matchAll(/(?:src|href)="(\/app\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );

  it('is one page for every address below /app, under a strict policy', async () => {
    expect((await get('/app')).headers.get('location')).toBe('/app/');
    const pages = await Promise.all(
      ['/app/', '/app/renders/01a1fd81', '/app/sign-in?next=%2Fkeys'].map(async (path) => {
        const answer = await get(path);
        return { status: answer.status, headers: answer.headers, html: await answer.text() };
      }),
    );
    for (const { status, headers, html } of pages) {
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-cache');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'.*script-src 'self';.*style-src 'self';.*frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe|\*|https:;|https: /);
      expect(html).toBe(pages[0]?.html);
      expect(html).not.toMatch(/<style|<script>| style=| on[a-z]+=/);
    }
  });

  it.each([
    ['/platforms?platform=tiktok&error=oauth_denied', '/app/platforms?platform=tiktok&error=oauth_denied'],
    ['/uploads?id=0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10', '/app/uploads?id=0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10'],
  ])('shows what %s leads to', async (path, target) => {
    expect((await get(path)).headers.get('location')).toBe(target);
  });

  it('has files that browsers keep forever, compressed', async () => {
    const assets = await assetsOf();
    expect(assets.some((path) => path.endsWith('.js'))).toBe(true);
    for (const path of assets) {
      const { status, headers } = await get(path, { 'accept-encoding': 'gzip' });
      expect({ status, encoding: headers.get('content-encoding') }).toEqual({ status: 200, encoding: 'gzip' });
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it.each(['/app/assets/none.js', '/app/assets/..%2findex.html', '/app/assets/%2e%2e/%2e%2e/package.json', '/api/app'])(
    'does not answer %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    },
  );

  it('is no answer to a script or picture', async () => {
    expect((await get('/app/none.js', { 'sec-fetch-dest': 'script' })).status).toBe(404);
  });
});
