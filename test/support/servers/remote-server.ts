import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { listenOn, type TextHttpService, testSafeHttp, tolerant } from './safe-http';

/** An untrusted server, on a port that FETCH_ALLOW_HOSTS opens, and a client for it. */
export interface RemoteServer {
  port: number;
  base: string;
  http: TextHttpService;
  requests: IncomingMessage[];
  /** How it treats requests from now on. */
  respond(handle: (request: IncomingMessage, response: ServerResponse) => void): void;
  /** Answers with exactly these bytes. */
  respondRaw(text: string, options?: { end: boolean }): void;
  close(): void;
}

export async function startRemoteServer(): Promise<RemoteServer> {
  const requests: IncomingMessage[] = [];
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.end('hello');
  const server = createServer((request, response) => {
    requests.push(request);
    handle(request, response);
  });
  const port = await listenOn(server);
  const http = testSafeHttp({ allow: [`127.0.0.1:${port}`] });
  return {
    port,
    base: `http://127.0.0.1:${port}`,
    http,
    requests,
    respond: (next) => {
      requests.length = 0;
      handle = next;
    },
    respondRaw: (text, { end } = { end: true }) => {
      requests.length = 0;
      handle = ({ socket }) => void (end ? socket.end(text) : socket.write(text));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends `start`, then one byte every 20 ms until the other side has enough. */
export function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), 20);
  tolerant(socket).on('close', () => clearInterval(timer));
}
