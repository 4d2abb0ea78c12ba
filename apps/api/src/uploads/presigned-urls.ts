import type { ExpectedObject } from '@app/storage';

/** How long a presigned URL works. */
export const URL_SECONDS = 3_600;

/** When URLs that are signed now expire. */
export const urlsEndAt = (): Date => new Date(Date.now() + URL_SECONDS * 1_000);

/** @param size in bytes */
export const expected = (size: number, contentType: string): ExpectedObject => ({ size, contentType });
