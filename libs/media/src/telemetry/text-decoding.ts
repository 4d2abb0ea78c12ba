import { TextDecoder } from 'node:util';
import { telemetryMalformed } from './telemetry.errors';
import type { TelemetryLimits } from './telemetry-limits';
import { chunksOf, type TelemetrySource } from './telemetry-source';

/**
 * The encoding according to the byte order mark, the zero bytes of UTF-16 without one, or the XML declaration;
 * otherwise UTF-8, or Windows-1252 for a beginning that is not UTF-8.
 */
export function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 512);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length * 0.3 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.3 && odd === 0) return 'utf-16be';
  const declared = /^\s*<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})["']/.exec(latin1(sample))?.[1];
  if (declared && isKnownEncoding(declared)) return declared;
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** The last character may be cut off. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The first characters of a file, to recognise it. */
export function decodeHead(head: Uint8Array): string {
  return new TextDecoder(encodingOf(head)).decode(head);
}

/** The text of the file, a chunk at a time; invalid bytes become U+FFFD. */
export async function* textOf(source: TelemetrySource, signal?: AbortSignal): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunksOf(source, signal)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

/**
 * The lines of the file without their line ends, in groups.
 * @throws telemetryMalformed for a line above the limit
 */
export async function* linesOf(
  source: TelemetrySource,
  limits: TelemetryLimits,
  signal?: AbortSignal,
): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of textOf(source, signal)) {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    if (rest.length > limits.lineLength || lines.some((line) => line.length > limits.lineLength))
      throw longLine(limits);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

function longLine({ lineLength }: TelemetryLimits) {
  return telemetryMalformed(`A line is longer than ${lineLength} characters, so this is not a log of points.`);
}

function isKnownEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
