import { S3ServiceException } from '@aws-sdk/client-s3';
import { objectChanged, objectCorrupted, objectNotFound, objectRangeInvalid, storageUnavailable } from '../../storage.errors';

const ABSENT: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload']);
const CORRUPTED: ReadonlySet<string> = new Set(['BadDigest', 'XAmzContentSHA256Mismatch', 'InvalidDigest']);
/** Error codes of Node and of the SDK when the store does not respond. */
const NO_ANSWER = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|ENETUNREACH|TimeoutError|NetworkingError|UND_ERR|CredentialsProviderError)/;

/** Converts an error of the SDK; returns an error that is not the store's fault unchanged. */
export function fromS3(error: unknown): unknown {
  if (error instanceof S3ServiceException) {
    if (ABSENT.has(error.name)) return objectNotFound(undefined, { cause: error });
    if (CORRUPTED.has(error.name)) return objectCorrupted(undefined, { cause: error });
    if (error.name === 'PreconditionFailed') return objectChanged(undefined, { cause: error });
    if (error.name === 'InvalidRange') return objectRangeInvalid(undefined, { cause: error });
    return storageUnavailable(`s3: the store answered ${error.$metadata.httpStatusCode ?? 'nothing'} (${error.name}).`, { cause: error, retryAfterSeconds: 30 });
  }
  const { code, name, message } = error as NodeJS.ErrnoException;
  const noAnswer = NO_ANSWER.test(code ?? '') || NO_ANSWER.test(name) || message === 'socket hang up';
  return noAnswer ? storageUnavailable(`s3: the store does not answer (${code ?? name}).`, { cause: error, retryAfterSeconds: 30 }) : error;
}

/** @throws the result of `fromS3` */
export async function asOurs<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw fromS3(error);
  }
}
