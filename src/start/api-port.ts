import { createServer } from 'node:net';
import { freePort } from './free-port';

const USUAL_PORT = 8000;
const TRIES = 50;

/** `taken` is set when the usual port was not free and another one is used. */
export interface PortChoice {
  port: number;
  taken?: number;
}

/**
 * The port for the API: the requested one, or the first free one from the usual one on.
 * @throws Error when the requested port is in use
 */
export async function chooseApiPort(host: string, asked: number | undefined, usual = USUAL_PORT): Promise<PortChoice> {
  if (asked === 0) return { port: await freePort() };
  const problem = await whyNotFree(host, asked ?? usual);
  if (problem === undefined) return { port: asked ?? usual };
  if (asked !== undefined) throw new Error(problem);
  for (let port = usual + 1; port < usual + TRIES; port++) {
    if ((await whyNotFree(host, port)) === undefined) return { port, taken: usual };
  }
  throw new Error(`Ports ${usual} to ${usual + TRIES - 1} are all in use. Choose one with --port N.`);
}

function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        resolve(
          `Port ${port} on ${host} is in use by another program. Choose another with --port N, or leave the port out to get a free one.`,
        );
      else if (error.code === 'EACCES')
        resolve(`Port ${port} needs more rights than this user has. Choose one from 1024 on with --port N.`);
      else reject(new Error(`Cannot listen on ${host}: ${error.message}. Choose another address with --host.`));
    });
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
