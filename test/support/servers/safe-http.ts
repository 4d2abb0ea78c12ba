import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  type AppError,
  FetchPolicy,
  HostResolver,
  isPublicAddress,
  type RemoteText,
  type SafeHttpOptions,
  SafeHttpService,
  type SafeRequest,
} from '@app/core';

const USUAL_PORTS = [80, 443, 8080, 8443];

/** Starts a server on a loopback address and returns its port. */
export async function listenOn(server: Server, address = '127.0.0.1', port = 0): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The other side may hang up at any time. */
export const tolerant = (socket: Socket): Socket => socket.on('error', () => undefined);

/** A server inside the network: every connection to it is a failure. */
export interface Canary {
  port: number;
  hits: number;
  close(): void;
}

/** Listens on 127.0.0.1 and, if IPv6 is available, on the same port of ::1. */
export async function startCanary(): Promise<Canary> {
  const canary = { port: 0, hits: 0, close: () => [four, six].forEach((server) => server.close()) };
  const count = (socket: Socket) => {
    canary.hits += 1;
    tolerant(socket).end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret');
  };
  const [four, six] = [createServer(count), createServer(count).on('error', () => undefined)] as const;
  canary.port = await listenOn(four);
  six.listen(canary.port, '::1');
  return canary;
}

/** Returns the same addresses for every name and records the requested names. */
export class FixedResolver extends HostResolver {
  readonly asked: string[] = [];

  constructor(private readonly addresses: string[]) {
    super();
  }

  override resolve(hostname: string): Promise<string[]> {
    this.asked.push(hostname);
    return Promise.resolve(this.addresses);
  }
}

export interface TestSafeHttpOptions {
  /** As in FETCH_ALLOW_HOSTS. */
  allow?: string[];
  /** Ports of test servers, in addition to the usual ones. */
  ports?: number[];
  resolver?: HostResolver;
  isPublic?: (address: string) => boolean;
  /** Default: longer than any pause of a busy machine. */
  connectTimeoutMs?: number;
  leastThroughput?: SafeHttpOptions['leastThroughput'];
}

/** The real client, which also reads a whole answer at once. */
export class TextHttpService extends SafeHttpService {
  /** The whole body as UTF-8 text (default at most 1 MiB), whatever the status. */
  async fetchText(url: string | URL, options: SafeRequest = {}): Promise<RemoteText> {
    const { body, ...answer } = await this.open(url, { maxBytes: 1_048_576, ...options });
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return { ...answer, text: Buffer.concat(chunks).toString('utf8') };
  }
}

const clients: TextHttpService[] = [];
afterAll(() => Promise.all(clients.map((client) => client.onApplicationShutdown())));

/**
 * The real client; names lead to 127.0.0.1 unless another resolver is given. Closed after the
 * tests.
 */
export function testSafeHttp({
  allow = [],
  ports = [],
  resolver = new FixedResolver(['127.0.0.1']),
  isPublic = isPublicAddress,
  connectTimeoutMs = 20_000,
  leastThroughput,
}: TestSafeHttpOptions = {}): TextHttpService {
  const policy = new FetchPolicy(allow, { ports: new Set([...USUAL_PORTS, ...ports]), isPublic });
  const client = new TextHttpService({ policy, resolver, userAgent: 'Reelway', connectTimeoutMs, leastThroughput });
  clients.push(client);
  return client;
}

/** The error of a call; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => undefined,
    (error: AppError) => error,
  );
  if (!outcome) throw new Error('the call was expected to fail');
  return outcome;
}
