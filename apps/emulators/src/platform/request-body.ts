import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { partsOf } from './multipart';

/** How the connection carries a body. */
export interface Connection {
  resetAfter?: number;
  bytesPerSecond?: number;
  /** Number of bytes that reach the platform's store. */
  storeOnly?: number;
}

/** The body of a request, read once. */
export class RequestBody {
  received = 0;

  constructor(
    private readonly request: IncomingMessage,
    readonly connection: Connection = {},
  ) {}

  /** @returns false if the connection broke before the end of the body */
  async readInto(store: (chunk: Buffer) => void): Promise<boolean> {
    const {
      resetAfter = Number.POSITIVE_INFINITY,
      bytesPerSecond,
      storeOnly = Number.POSITIVE_INFINITY,
    } = this.connection;
    try {
      for await (const chunk of this.request as AsyncIterable<Buffer>) {
        const arrived = chunk.subarray(0, Math.max(0, resetAfter - this.received));
        const kept = arrived.subarray(0, Math.max(0, storeOnly - this.received));
        this.received += arrived.length;
        if (kept.length > 0) store(kept);
        if (this.received >= resetAfter) {
          this.request.destroy();
          return false;
        }
        if (bytesPerSecond) await sleep((arrived.length / bytesPerSecond) * 1_000, undefined, { ref: false });
      }
    } catch {
      // The client disconnected.
      return false;
    }
    return this.request.complete;
  }

  /** Breaks the connection. */
  abort(): void {
    this.request.destroy();
  }

  drain(): Promise<boolean> {
    return this.readInto(() => undefined);
  }
}

/** Fields of a JSON, form or multipart body; files are buffers. Undefined: the body is no such thing. */
export function fieldsOf(type: string, bytes: Buffer): Record<string, unknown> | undefined {
  if (bytes.length === 0) return {};
  if (type.startsWith('multipart/form-data')) return formFieldsOf(type, bytes);
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function formFieldsOf(type: string, bytes: Buffer): Record<string, unknown> {
  return Object.fromEntries(
    partsOf(type, bytes).flatMap(({ headers, content }) => {
      const disposition = headers['content-disposition'] ?? '';
      const name = /[; ]name="([^"]{0,200})"/.exec(disposition)?.[1];
      const isFile = disposition.includes('filename=');
      return name === undefined ? [] : [[name, isFile ? content : content.toString('utf8')]];
    }),
  );
}
