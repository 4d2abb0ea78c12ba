import type { Server } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { clientNetwork } from '@app/core';

/**
 * Closes a connection before reading anything from it when its address already has the maximum number open.
 * @param proxies value of `TRUST_PROXY`; proxies carry the connections of many clients and are not limited
 */
export function limitConnections(server: Server, mostPerAddress: number, proxies: string | undefined): void {
  // A hop count means that every peer is a proxy.
  if (proxies !== undefined && /^[1-9]\d*$/.test(proxies)) return;
  const exempt = addressList(proxies ?? '');
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket;
    const [peer = ''] = remoteAddress.split('%');
    if (exempt.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4')) return;
    const address = clientNetwork(peer);
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count > mostPerAddress) socket.destroy();
  });
}

function addressList(entries: string): BlockList {
  const list = new BlockList();
  for (const entry of entries.split(',').map((part) => part.trim())) {
    const [address = '', bits] = entry.split('/');
    if (address === '' || /^\d+$/.test(address)) continue;
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
