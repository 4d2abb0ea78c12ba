import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { BodyStream } from '@app/core';

/** A `multipart/form-data` body (RFC 7578) of text fields and one file, which is read while it is sent. */
export function multipartBody(
  fields: Readonly<Record<string, string>>,
  file: { field: string; stream: Readable; length: number; contentType: string },
): BodyStream {
  const boundary = `reelway-${randomUUID()}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${texts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="chunk"\r\n` +
      `content-type: ${file.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* parts() {
    yield head;
    yield* file.stream;
    yield tail;
  }
  const stream = Readable.from(parts(), { objectMode: false });
  return new BodyStream(stream, head.length + file.length + tail.length, `multipart/form-data; boundary=${boundary}`);
}
