import { randomUUID } from 'node:crypto';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../../support/harness/api-routes';
import { installation } from '../../support/harness/test-installation';

const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** Whether that is how the path says it: people read the pages of reviews, clients of Shotstack its own fields. */
function speaksLike(path: string, body: string): boolean {
  if (path.startsWith('/review/')) return body.startsWith('<!doctype html>') && body.includes('method');
  const { code, success, message } = JSON.parse(body) as Record<string, unknown>;
  const isEdit = path.startsWith('/edit/');
  return code === 'method_not_allowed' && (!isEdit || (success === false && message === 'Method Not Allowed'));
}

describe('a method that a path does not answer', () => {
  const instance = installation({ modules: [DiscoveryModule], env: { REDIS_URL: undefined } });

  /** Every path of every controller with the methods that it answers, those of routes with a parameter in its place included. */
  const methodsByPath = () => {
    const routes = apiRoutes(instance.api.app).map(({ method, path }) => ({
      method,
      path,
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`),
    }));
    return new Map(
      routes.map(({ path }) => {
        const example = path.replace(/:\w+|\*/g, randomUUID());
        const methods = routes.filter(({ pattern }) => pattern.test(example)).map(({ method }) => method);
        return [example, [...new Set(methods.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])))].sort()];
      }),
    );
  };

  it('is refused with 405 and the methods that it does answer, on every path, in the dialect of the path', async () => {
    const paths = methodsByPath();
    expect(paths.size).toBeGreaterThan(70);
    const wrong: unknown[] = [];
    for (const [path, methods] of paths)
      for (const method of METHODS.filter((name) => !methods.includes(name))) {
        const answer = await fetch(instance.api.url + path, { method });
        const body = await answer.text();
        const isFine =
          answer.status === 405 && answer.headers.get('allow') === methods.join(', ') && speaksLike(path, body);
        if (!isFine) wrong.push([method, path, answer.status, answer.headers.get('allow'), methods.join(', '), body]);
      }
    expect(wrong).toEqual([]);
  });

  it('is refused on the older addresses of Shotstack and on its sandbox, too', async () => {
    for (const path of ['/v1/render', '/stage/render', '/edit/stage/render']) {
      const answer = await fetch(instance.api.url + path, { method: 'DELETE' });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('is refused on documents and pages', async () => {
    for (const path of ['/', '/docs', '/docs/render', '/docs/admin', '/openapi.json', '/pages/page.css']) {
      const answer = await fetch(instance.api.url + path, { method: 'POST' });
      expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
    }
  });

  it('is no reason to say that an unknown path exists', async () => {
    const answer = await fetch(`${instance.api.url}/edit/v1/nothing`, { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([404, null]);
    expect(await answer.json()).toMatchObject({ success: false, message: 'Not Found', code: 'not_found' });
  });
});
