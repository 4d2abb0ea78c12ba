import { analyse } from 'chardet';

/** Enough of a text to recognise its encoding. */
const SAMPLE_BYTES = 16_384;
const LEAST_CONFIDENCE = 40;

/** Decodes a text in the encoding that `encodingOf` finds. @param isCut as there */
export function decodeText(bytes: Uint8Array, isCut = false): string {
  // At once, Node reads Windows-1252 as Latin-1, which has no curly quotes.
  return new TextDecoder(encodingOf(bytes, isCut)).decode(bytes, { stream: true });
}

/**
 * The encoding according to the byte order mark, the zero bytes of UTF-16 without one, or the XML declaration; otherwise
 * UTF-8 for bytes that are valid in it, or the encoding that the letters suggest; Windows-1252 when they suggest none.
 * @param isCut whether these are the first bytes of a longer text, so that the last character may be incomplete
 */
export function encodingOf(bytes: Uint8Array, isCut: boolean): string {
  return markedEncoding(bytes) ?? declaredEncoding(bytes) ?? (isUtf8(bytes, isCut) ? 'utf-8' : likelyEncoding(bytes));
}

/** UTF-16 with a byte order mark, or with zero bytes beside its ASCII characters. */
function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 512);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length * 0.3 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.3 && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * The encoding in the XML declaration. Ignores UTF-16, because a declaration that can be read as ASCII is not in it,
 * although some programs write so; ignores UTF-8, because the bytes show whether the text is valid in it.
 */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  const label = /^\s*<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})["']/.exec(head)?.[1];
  const encoding = label && knownEncoding(label);
  return encoding === 'utf-8' || encoding?.startsWith('utf-16') ? undefined : encoding;
}

function isUtf8(bytes: Uint8Array, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}

/** Western texts have single letters beyond ASCII; in other scripts most of them follow each other. */
function likelyEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (!isMostlyBeyondAscii(sample)) return 'windows-1252';
  const [likely] = analyse(sample).filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  return (likely && knownEncoding(likely.name)) ?? 'windows-1252';
}

function isMostlyBeyondAscii(bytes: Uint8Array): boolean {
  let inRuns = 0;
  let single = 0;
  let run = 0;
  for (const byte of [...bytes, 0]) {
    if (byte >= 0x80) run++;
    else {
      if (run >= 3) inRuns += run;
      else single += run;
      run = 0;
    }
  }
  return inRuns > single;
}

/** The standard name of an encoding; undefined for one that Node cannot decode. */
function knownEncoding(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
