import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { limitConnections } from './limit-connections';

/** How many of 300 connections from `addresses`, in turn, are left open when each address may have two. */
function leftOpen(proxies: string | undefined, ...addresses: string[]): number {
  const server = new EventEmitter();
  limitConnections(server as Server, 2, proxies);
  let refused = 0;
  for (let index = 0; index < 300; index += 1) {
    const remoteAddress = addresses[index % addresses.length];
    const socket = Object.assign(new EventEmitter(), { remoteAddress, destroy: () => (refused += 1) });
    server.emit('connection', socket);
  }
  return 300 - refused;
}

describe('limitConnections', () => {
  it.each([
    ['10.0.0.0/8', '10.1.2.3'],
    ['10.0.0.0/8', '::ffff:10.1.2.3'],
    ['fd00::1', 'fd00::1'],
    ['10.0.0.1, fd00::/8', 'fd12:3456::9'],
    ['fe80::/10', 'fe80::1%eth0'],
    ['::1', '::1'],
    ['1', '2001:db8::1'],
  ])('with TRUST_PROXY=%s, the proxy %s may have any number', (proxies, address) => {
    expect(leftOpen(proxies, address)).toBe(300);
  });

  it.each([
    [undefined, ['192.0.2.1']],
    [undefined, ['192.0.2.1', '::ffff:192.0.2.1']],
    [undefined, ['2001:db8::1', '2001:db8::ffff:2']],
    ['fd00::1', ['fd00::2']],
    ['10.0.0.0/8', ['::ffff:192.0.2.1']],
  ])('with TRUST_PROXY=%s, %j together may have two', (proxies, addresses) => {
    expect(leftOpen(proxies, ...addresses)).toBe(2);
  });
});
