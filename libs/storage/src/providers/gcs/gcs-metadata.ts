import type { ApiError, File, FileMetadata } from '@google-cloud/storage';
import type { FoundObject } from '../../storage-provider';
import { asOurs } from './gcs.errors';

/** The note on objects that anyone may read. */
export const PUBLISHED = { published: 'true' };

export const isMarkedPublished = (metadata: FileMetadata | undefined): boolean =>
  metadata?.metadata?.published === PUBLISHED.published;

/** Undefined when the object does not exist. */
export async function metadataOf(file: File): Promise<FileMetadata | undefined> {
  try {
    return (await file.getMetadata())[0];
  } catch (error) {
    if ((error as ApiError).code === 404) return undefined;
    return asOurs(() => Promise.reject(error as Error));
  }
}

export function foundObject(
  key: string,
  { size, contentType = 'application/octet-stream', metadata, updated, generation }: FileMetadata,
): FoundObject {
  const { sha256 } = metadata ?? {};
  return {
    key,
    size: Number(size),
    contentType,
    checksum: typeof sha256 === 'string' ? sha256 : null,
    updatedAt: new Date(updated ?? Date.now()),
    version: String(generation),
  };
}
