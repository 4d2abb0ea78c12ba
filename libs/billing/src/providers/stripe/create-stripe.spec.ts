import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { createStripe } from './create-stripe';

describe('the SDK with a base address of its own', () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume().on('end', () => response.end('{"id":"prod_1","object":"product"}'));
  });
  let usual: Dispatcher;
  beforeAll(async () => {
    // As in our processes, which load the package before anything is fetched.
    usual = getGlobalDispatcher();
    setGlobalDispatcher(new Agent());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    await getGlobalDispatcher().close();
    setGlobalDispatcher(usual);
    server.close();
  });

  it('sends bodies where fetch runs on the undici package', async () => {
    const { port } = server.address() as AddressInfo;
    const sdk = createStripe('sk_test_unit', `http://127.0.0.1:${port}/stripe`);
    expect(await sdk.products.create({ name: 'Plan' })).toMatchObject({ id: 'prod_1' });
    expect(requests.map(({ method, url, headers }) => [method, url, headers['content-length']])).toEqual([
      ['POST', '/stripe/v1/products', '9'],
    ]);
  });
});
