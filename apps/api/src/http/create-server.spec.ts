import { shotstackPath } from './create-server';

describe('shotstackPath', () => {
  it.each([
    ['/edit/stage/render', '/edit/v1/render'],
    ['/edit/stage', '/edit/v1'],
    ['/serve/stage/assets/1?x=1', '/serve/v1/assets/1?x=1'],
    ['/ingest/stage/sources', '/ingest/v1/sources'],
    ['/v1/render', '/edit/v1/render'],
    ['/stage/render/1?data=false', '/edit/v1/render/1?data=false'],
    ['/v1/templates/render', '/edit/v1/templates/render'],
    ['/v1/probe/https%3A%2F%2Fx', '/edit/v1/probe/https%3A%2F%2Fx'],
  ])('%s is %s', (asked, served) => expect(shotstackPath(asked)).toBe(served));

  it.each([
    '/edit/v1/render',
    '/api/v1/render',
    '/edit/staged/render',
    '/v1/renders',
    '/v2/render',
    '/edit/v1/probe/stage',
    '/',
  ])('%s stays', (path) => expect(shotstackPath(path)).toBe(path));
});
