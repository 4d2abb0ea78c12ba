import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { BodyStream } from '@app/core';

/** A part of a multipart body. */
export interface BodyPart {
  headers: Readonly<Record<string, string>>;
  content: string | { stream: Readable; length: number };
}

/** A multipart body (RFC 2046) whose files are read while it is sent. */
export function multipartBody(type: 'form-data' | 'related', parts: readonly BodyPart[]): BodyStream {
  const boundary = `reelway-${randomUUID()}`;
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const pieces = parts.flatMap(({ headers, content }) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = Buffer.from(`--${boundary}\r\n${lines.join('')}\r\n`);
    return [head, typeof content === 'string' ? Buffer.from(content) : content, Buffer.from('\r\n')];
  });
  async function* bytes() {
    for (const piece of pieces) {
      if (Buffer.isBuffer(piece)) yield piece;
      else yield* piece.stream;
    }
    yield tail;
  }
  const length = pieces.reduce((sum, piece) => sum + piece.length, tail.length);
  return new BodyStream(
    Readable.from(bytes(), { objectMode: false }),
    length,
    `multipart/${type}; boundary=${boundary}`,
  );
}

/** A text field of a form. */
export const formField = (name: string, content: string): BodyPart => ({
  headers: { 'content-disposition': `form-data; name="${name}"` },
  content,
});
