import type { Readable } from 'node:stream';
import { remoteFetchFailed } from '../../core.errors';
import { AppError } from '../../errors/app-error';
import type { UnreadAnswer } from './remote-answer';

/** Inclusive; the end is the last byte of the object when it lies beyond it. */
export interface ObjectRange {
  start: number;
  end: number;
}

export interface OwnObject {
  /** Bytes of the whole object. */
  size: number;
  contentType: string;
  /** The requested bytes. */
  stream: Readable;
}

/**
 * The files of this installation that have signed addresses of its own API. `SafeHttpService` reads them here instead of
 * sending a request to itself, which it would refuse: the API may listen on a private address.
 */
export interface OwnObjects {
  /** Whether the address belongs to this installation; its signature is checked when it is opened. */
  covers(url: URL): boolean;

  /**
   * A new address for the file at one that was signed here and works no longer, or not for long. Undefined for every
   * other address.
   * @param folder beginning of the keys of the files that the caller may read
   */
  renew(url: URL, folder: string): string | undefined;

  /** @throws AppError when the address was not signed here or has expired, or when there is no such file */
  openUrl(url: URL, range?: ObjectRange): Promise<OwnObject>;
}

/** Answers as a server would. @throws remote_fetch_failed with the reason; an error of a store that is unavailable */
export async function openOwn(objects: OwnObjects, url: URL, rangeHeader: string | undefined): Promise<UnreadAnswer> {
  const range = rangeOf(rangeHeader);
  try {
    const { size, contentType, stream: body } = await objects.openUrl(url, range);
    if (!range) return { statusCode: 200, headers: describe(contentType, size), body };
    const end = Math.min(range.end, size - 1);
    const headers = describe(contentType, end - range.start + 1);
    return { statusCode: 206, headers: { ...headers, 'content-range': `bytes ${range.start}-${end}/${size}` }, body };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'unavailable') throw error;
    throw remoteFetchFailed(error.message, { cause: error });
  }
}

const describe = (type: string, bytes: number) => ({ 'content-type': type, 'content-length': String(bytes) });

/** Our own callers ask for one range with both ends. */
function rangeOf(header: string | undefined): ObjectRange | undefined {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(header ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), end: Number(end) };
}
