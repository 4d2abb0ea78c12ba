import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  /** The server's URL with this proxy's address. */
  url: string;
  /**
   * Ends the connection on which the next matching message is sent: `before` it reaches the server, or `after` the
   * server has done its work, so that only the answer is lost.
   */
  cut(pattern: RegExp, when: 'before' | 'after'): void;
  /** Ends all connections when the next matching message is sent, and refuses others until `resume`. */
  stopAt(pattern: RegExp): void;
  /**
   * From now on nothing passes any more, in either direction, on each connection on which a matching message was
   * answered, which stays open: as when the host of the server is gone.
   */
  silenceAfter(pattern: RegExp): void;
  /** Connections that were refused since. */
  readonly refused: number;
  resume(): void;
  close(): Promise<void>;
}

/** A TCP proxy in front of a server that loses a request or its answer on command. */
export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let plan: { pattern: RegExp; when: 'before' | 'after' | 'stop' } | undefined;
  let silencing: RegExp | undefined;
  let isStopped = false;
  let refused = 0;

  const server = createServer((client) => {
    if (isStopped) {
      refused += 1;
      return void client.on('error', () => undefined).destroy();
    }
    const upstream = connect(Number(target.port), target.hostname);
    let muted = false;
    let silence: 'none' | 'after the answer' | 'complete' = 'none';
    const end = () => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => sockets.delete(socket) && end());
    }
    client.on('data', (data) => {
      if (silence === 'complete') return;
      if (silencing?.test(data.toString('latin1'))) silence = 'after the answer';
      if (plan?.pattern.test(data.toString('latin1'))) {
        const { when } = plan;
        plan = undefined;
        isStopped = when === 'stop';
        if (isStopped) for (const socket of sockets) socket.destroy();
        if (when !== 'after') return end();
        muted = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (silence === 'complete') return;
      if (silence === 'after the answer') silence = 'complete';
      if (muted) end();
      else client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut: (pattern, when) => {
      plan = { pattern, when };
    },
    stopAt: (pattern) => {
      plan = { pattern, when: 'stop' };
    },
    silenceAfter: (pattern) => {
      silencing = pattern;
    },
    get refused() {
      return refused;
    },
    resume: () => {
      isStopped = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
