import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';

export interface DnsStub {
  /** `127.0.0.1:<port>`. */
  server: string;
  /** Names whose IPv4 addresses were requested, in order. */
  asked: string[];
  close(): void;
}

/**
 * A real name server over UDP. `answer` returns addresses, `undefined` for a name that does not exist, or 'silence' for
 * no answer.
 */
export async function startDnsStub(
  answer: (name: string) => readonly string[] | undefined | 'silence',
): Promise<DnsStub> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, peer) => {
    const { name, type, end } = question(query);
    if (type === 1) asked.push(name);
    const addresses = answer(name);
    if (addresses === 'silence') return;
    const records = (addresses ?? []).filter((address) => (type === 1) === isIPv4(address)).map(record);
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(addresses ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

function question(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** A or AAAA with a time to live of zero; 0xc00c points back to the name in the question. */
function record(address: string): Buffer {
  const data = isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : Buffer.from(expandIPv6(address), 'hex');
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(isIPv4(address) ? 1 : 28, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function expandIPv6(address: string): string {
  const [left = '', right = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const zeros = Array<string>(8 - groups(left).length - groups(right).length).fill('0');
  return [...groups(left), ...zeros, ...groups(right)].map((group) => group.padStart(4, '0')).join('');
}
