import { nextTurn } from '@app/core';
import { fastify } from 'fastify';
import { HTTP_LIMITS } from '../http-limits';
import { addBodyReader, type BodyOptions, readBody } from './request-body';

jest.mock('@app/core', () => {
  const core = jest.requireActual<typeof import('@app/core')>('@app/core');
  return { ...core, nextTurn: jest.fn(core.nextTurn) };
});

describe('the body of a request', () => {
  const server = fastify();
  let url: string;
  beforeAll(async () => {
    addBodyReader(server, { ...HTTP_LIMITS, maxConnectionsPerAddress: 10 });
    const body: BodyOptions = { large: true, signed: true, text: true };
    server.post('/', { config: { body } }, async (request) => (await readBody(request)) as string);
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(() => jest.mocked(nextTurn).mockClear());

  const send = async (text: string) => {
    const answer = await fetch(url, { method: 'POST', body: text });
    return { text: await answer.text(), turns: jest.mocked(nextTurn).mock.calls.length };
  };

  it('is read in turns when it is large, so that other requests are served in between', async () => {
    const text = 'abcdefgh'.repeat(400_000);
    const read = await send(text);
    expect(read.text === text).toBe(true);
    // Node.js reads at most 64 KB at a time.
    expect(read.turns).toBeGreaterThanOrEqual(text.length / 65_536 - 1);
  });

  it('is read at once when it is small', async () => {
    const text = 'abcdefgh'.repeat(8_000);
    expect(await send(text)).toEqual({ text, turns: 0 });
  });
});
