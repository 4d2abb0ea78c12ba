import type { Picture } from './post-ledger';
import { UploadedBytes } from './uploaded-bytes';

const TIMEOUT_MS = 60_000;

/** Downloads a video as platforms do when a client names its address. @returns false if it could not be fetched */
export async function fetchVideo(address: string, target: UploadedBytes): Promise<boolean> {
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status !== 200 || !answer.body) return false;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) target.append(Buffer.from(chunk));
    return true;
  } catch {
    return false;
  }
}

const LARGEST_PICTURE = 8 * 1024 * 1024;

/** @returns undefined if there is no picture of at most 8 MB */
export async function fetchPicture(address: string): Promise<Picture | undefined> {
  const target = new UploadedBytes();
  const isFetched = await fetchVideo(address, target);
  return isFetched && target.size <= LARGEST_PICTURE
    ? { type: 'image/jpeg', bytes: target.video() ?? Buffer.alloc(0) }
    : undefined;
}
