import { analyse } from 'chardet';

/** Enough of a text to recognise its encoding. */
const SAMPLE_BYTES = 16_384;
const LEAST_CONFIDENCE = 40;

/**
 * Decodes text as subtitle editors save it: UTF-16 and UTF-8 with a byte order mark, UTF-8 without one, otherwise the
 * encoding that its letters suggest; Windows-1252 when they suggest none.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // At once, Node reads Windows-1252 as Latin-1, which has no curly quotes.
    return new TextDecoder(likelyEncoding(bytes)).decode(bytes, { stream: true });
  }
}

/** Western texts have single letters beyond ASCII; in other scripts most of them follow each other. */
function likelyEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (!isMostlyBeyondAscii(sample)) return 'windows-1252';
  const [likely] = analyse(sample).filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  return likely && isKnown(likely.name) ? likely.name : 'windows-1252';
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

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
