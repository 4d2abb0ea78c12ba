import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Context of the current piece of work, from the HTTP request through its jobs to outgoing calls. */
export interface RequestContext {
  /** 8 to 64 characters of `[A-Za-z0-9-]`; received and sent as `X-Request-Id`. */
  requestId: string;
  /** Set while a job runs. */
  jobId?: string;
  jobName?: string;
  /** Set once the caller is known; used for logs only, never for access decisions. */
  userId?: string;
  apiKeyId?: string;
  /** Code of the error in the answer, for the request's log line. */
  errorCode?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the running request or job; undefined outside both (start-up, timers). */
export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

export function runWithRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Accepts a caller's request id when it is safe to log and repeat (no injection), otherwise creates one. */
export function acceptRequestId(candidate: unknown): string {
  return typeof candidate === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(candidate) ? candidate : randomUUID();
}
