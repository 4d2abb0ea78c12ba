import { Problem } from '../api/problem';

export interface PutTarget {
  url: string;
  headers: Record<string, string>;
}

/** A file that is already there counts as sent: the store replaces none. */
const ALREADY_THERE: ReadonlySet<number> = new Set([409, 412]);

/** What S3 says, with the status 400, when a body has stopped arriving. */
const S3_TIMEOUT = '<Code>RequestTimeout</Code>';

/**
 * Sends bytes to a store and reports how many have left. Rejects with a `Problem`: its status is 0 when there was no
 * answer, and 408 when the bytes did not arrive in time. Rejects with `signal.reason` when it is aborted.
 * XMLHttpRequest, because fetch reports no progress of a body.
 */
export function putFile(
  { url, headers }: PutTarget,
  body: Blob,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A request that was not sent yet reports no end when it is aborted.
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const status = request.responseText.includes(S3_TIMEOUT) ? 408 : request.status;
      if (status < 300 || ALREADY_THERE.has(status)) resolve();
      else reject(new Problem(status, { title: `The store answered ${status}`, code: 'store_refused' }));
    };
    request.onerror = () => reject(new Problem(0, { title: 'The store cannot be reached', code: 'no_answer' }));
    request.onabort = () => reject(signal.reason as Error);
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(body);
  });
}
