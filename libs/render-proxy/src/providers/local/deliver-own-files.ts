import { join } from 'node:path';
import { AppError, type SafeHttpService } from '@app/core';
import type { EditSource } from '../../edit/sources-of';
import type { DeliveredFile, DeliveredFiles } from '../../engine/sources/delivered-files';
import { DEFAULT_SOURCE_LIMITS } from '../../engine/sources/gather-sources';

/**
 * Copies the sources that are files of this installation to `directory`, because a render process has neither
 * the secrets nor the store to read them.
 */
export async function deliverOwnFiles(
  sources: readonly Pick<EditSource, 'src'>[],
  http: SafeHttpService,
  directory: string,
  signal: AbortSignal,
): Promise<DeliveredFiles> {
  const files: Record<string, DeliveredFile> = {};
  let bytesLeft = DEFAULT_SOURCE_LIMITS.maxJobBytes;
  const own = new Set(sources.map(({ src }) => src).filter((src) => http.isOwn(src)));
  for (const [index, src] of [...own].entries()) {
    const path = join(directory, `own-${index}`);
    const maxBytes = Math.min(DEFAULT_SOURCE_LIMITS.maxFileBytes, bytesLeft);
    try {
      const { bytes } = await http.download(src, path, { maxBytes, signal });
      files[src] = { path, bytes };
      bytesLeft -= bytes;
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'unavailable') throw error;
      files[src] = { problem: error.message };
    }
  }
  return files;
}
