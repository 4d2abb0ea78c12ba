import { answerOf, api } from '../api/client';
import { Problem, problemOf } from '../api/problem';
import type { UploadDetails } from './upload-queries';

/** The upload that an earlier attempt with a file announced. */
export interface EarlierUpload {
  upload: UploadDetails;
  /**
   * `arrived`: the API works with the video, or has; the answer that says so may have been lost. `continues`: the store
   * waits for what is missing. `lost`: the video has to be announced again.
   */
  standing: 'arrived' | 'continues' | 'lost';
}

/** The key under which the browser keeps the id of an upload. */
const keyOf = ({ name, size, lastModified }: File): string => `upload ${name} ${size} ${lastModified}`;

export const rememberUpload = (video: File, id: string): void => localStorage.setItem(keyOf(video), id);

export const forgetUpload = (video: File): void => localStorage.removeItem(keyOf(video));

/** Throws while another tab works with the file. Locks exist on secure origins only. */
export function exclusively<T>(video: File, work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return work();
  return locks.request<Promise<T>>(keyOf(video), { ifAvailable: true }, (lock) => {
    if (lock) return work();
    throw new Problem(0, { title: 'Another tab sends this file', help: 'Continue there, or close that tab.' });
  });
}

/**
 * Undefined also for an upload that was cancelled, or that has ended without its video.
 * @param id by default that of the upload that `rememberUpload` was told last
 */
export async function earlierUploadOf(
  video: File,
  id = localStorage.getItem(keyOf(video)),
): Promise<EarlierUpload | undefined> {
  if (id === null) return undefined;
  // Reads the upload last: if it is completed between the two requests, this answer says so.
  const params = { path: { id } };
  const parts = await unlessRefused(answerOf(api.GET('/api/uploads/{id}/parts', { params })));
  const upload = await unlessRefused(answerOf(api.GET('/api/uploads/{id}', { params })));
  if (!upload || upload.status === 'cancelled') return undefined;
  if (upload.received_at !== null) return { upload, standing: 'arrived' };
  if (upload.status !== 'pending') return undefined;
  // A video that is sent in one request has no parts.
  return { upload, standing: parts ? 'continues' : 'lost' };
}

export async function cancelUpload(id: string): Promise<void> {
  await answerOf(api.POST('/api/uploads/{id}/cancel', { params: { path: { id } } }));
}

/** Undefined where the API does not know the upload, or where its state does not allow the request. */
const unlessRefused = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((thrown: unknown) => {
    if ([404, 409].includes(problemOf(thrown).status)) return undefined;
    throw thrown;
  });
