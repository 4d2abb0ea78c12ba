import { AppError } from '@app/core';
import { objectCorrupted, objectNotFound, objectRangeInvalid, storageNotConfigured, storageUnavailable } from '../../storage.errors';

/** The fields of errors from the SDK, its HTTP clients and Node. */
interface GcsError extends Error {
  code?: number | string;
  status?: number;
  response?: { status?: number; data?: unknown };
}

const UNIFORM_ACCESS = 'uniform bucket-level access';
/** Google's words about an MD5 and a CRC32C are not the same. */
const DIGEST_MISMATCH = /Provided .*(doesn't|does not) match calculated/;
const NO_ANSWER = /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|UND_ERR.*)$/;

/** Converts an error of the SDK; returns an error that is not the store's fault unchanged. */
function fromGcs(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { code, status: own, response, message, name } = error as GcsError;
  const status = response?.status ?? own ?? (Number(code) || 0);
  const text = `${message} ${JSON.stringify(response?.data ?? '')} ${String(code)}`;
  if (DIGEST_MISMATCH.test(text)) return objectCorrupted(undefined, { cause: error });
  if (text.includes(UNIFORM_ACCESS)) return storageNotConfigured('gcs: the bucket has uniform bucket-level access, so single files cannot be published.', { cause: error, extra: { variable: 'GCS_ACL' } });
  if (status === 404) return objectNotFound(undefined, { cause: error });
  if (status === 416) return objectRangeInvalid(undefined, { cause: error });
  if (status > 0) return storageUnavailable(`gcs: the store answered ${status}.`, { cause: error, retryAfterSeconds: 30 });
  const silent = NO_ANSWER.test(String(code)) || name === 'FetchError' || /retry (limit|total)/i.test(message);
  return silent ? storageUnavailable(`gcs: the store does not answer (${String(code ?? name)}).`, { cause: error, retryAfterSeconds: 30 }) : error;
}

/** @throws the result of `fromGcs` */
export async function asOurs<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw fromGcs(error);
  }
}
