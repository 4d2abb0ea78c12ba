import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  status: number;
  head: string;
  body: string;
  /** The error with which the server closed the connection, if any. */
  error?: NodeJS.ErrnoException;
}

/** A TCP connection that sends exactly the given bytes. */
export class RawConnection {
  private received = '';
  private error?: NodeJS.ErrnoException;
  readonly closed: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (chunk: string) => (this.received += chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error));
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawConnection(socket);
  }

  send(bytes: string | Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  /** Sends a byte now and then until the server closes. */
  async drip(byte: string, everyMs: number): Promise<void> {
    while (!this.socket.destroyed && this.socket.writable) {
      this.socket.write(byte, () => undefined);
      await sleep(everyMs);
    }
  }

  /** Everything received until the server closed the connection, without a leading `100 Continue`. */
  async untilClosed(): Promise<RawAnswer> {
    await this.closed;
    const [head = '', ...body] = this.received.replace(/^HTTP\/1\.1 100 [^]*?\r\n\r\n/, '').split('\r\n\r\n');
    return {
      status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
      head,
      body: body.join('\r\n\r\n'),
      error: this.error,
    };
  }

  get text(): string {
    return this.received;
  }
}

/** Sends one request, byte for byte, and waits for the end of the connection. */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const connection = await RawConnection.open(url);
  connection.send(bytes);
  return connection.untilClosed();
}
