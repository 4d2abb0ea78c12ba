import { createServer, type Server } from 'node:net';
import { chooseApiPort } from './api-port';

const HOST = '127.0.0.1';

describe('chooseApiPort', () => {
  let server: Server;
  let taken: number;
  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    taken = (server.address() as { port: number }).port;
  });
  afterEach(() => server.close());

  it('uses the next free port and says so', async () => {
    const choice = await chooseApiPort(HOST, undefined, taken);
    expect(choice).toEqual({ port: expect.any(Number), taken });
    expect(choice.port).toBeGreaterThan(taken);
  });

  it('refuses a requested port that is taken, and says what to do', async () => {
    await expect(chooseApiPort(HOST, taken)).rejects.toThrow(new RegExp(`Port ${taken} .* in use .*--port N`));
  });

  it('takes any free port for 0', async () => {
    expect((await chooseApiPort(HOST, 0)).port).toBeGreaterThan(0);
  });

  it('explains an address that this machine does not have', async () => {
    await expect(chooseApiPort('192.0.2.1', 4711)).rejects.toThrow(/192\.0\.2\.1.*--host/);
  });
});
