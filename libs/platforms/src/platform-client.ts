import { type ApiAnswer, ApiClient, type ApiRequest, NoAnswerError } from '@app/core';
import type { z } from 'zod';
import { type FailureClass, type FailureTable, type PlatformFailure, platformError } from './platform-failure';

/** Reads the failure in an answer; undefined when the call succeeded. Its pause counts before the one of `Retry-After`. */
export type FailureReader = (answer: ApiAnswer) => Omit<PlatformFailure, 'status'> | undefined;

const TIMEOUT_MS = 20_000;

/** A call to a platform. */
export interface PlatformCall extends ApiRequest {
  /** The call publishes: without a definite answer its outcome is unknown, whatever status the platform sends. */
  publishes?: boolean;
  /** Seconds to wait after a failure for which the platform names no time. */
  pauseSeconds?: number;
  /** Classes of codes that mean something else in an answer to this call. */
  classes?: FailureTable;
  /** Gets the answer before it is read, also that of a failure. */
  onAnswer?: (answer: ApiAnswer) => void;
}

/** Classes of failures that leave open whether the call had an effect. */
const INDEFINITE: readonly FailureClass[] = ['transient', 'session_lost', 'resync', 'unknown'];

/** The calls to the API of one platform. Every answer is either what the schema expects or an error of the taxonomy. */
export class PlatformClient {
  private readonly api = new ApiClient({ totalTimeoutMs: TIMEOUT_MS });

  /** @param headers those of each answer that `readFailure` reads, in lower case */
  constructor(
    private readonly label: string,
    private readonly readFailure: FailureReader,
    private readonly headers?: readonly string[],
  ) {}

  /**
   * Fields that the schema does not name are ignored.
   * @throws the errors of `platformError`; `signal.reason` when aborted, unless the call publishes
   */
  async call<T>(schema: z.ZodType<T>, url: string, call: PlatformCall): Promise<T> {
    const { status, json } = await this.send(url, call);
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw this.failure(call, { class: 'transient', code: 'unreadable_answer', status });
  }

  /** An answer of success, for calls whose answer is not only JSON. @throws like `call` */
  async send(url: string, call: PlatformCall): Promise<ApiAnswer> {
    const { publishes = false, pauseSeconds: _pause, classes, onAnswer, ...request } = call;
    const answer = await this.api.send(url, { readHeaders: this.headers, ...request }).catch((error: unknown) => {
      const mayHaveArrived = !(error instanceof NoAnswerError) || error.mayHaveArrived;
      if (!(publishes && mayHaveArrived)) request.signal?.throwIfAborted();
      if (!(error instanceof NoAnswerError)) throw error;
      const failure = { class: 'transient', code: 'no_answer', status: null } as const;
      if (!mayHaveArrived) throw platformError(this.label, failure, error);
      throw this.failure(call, failure, error);
    });
    onAnswer?.(answer);
    const { status, retryAfterSeconds } = answer;
    const failure = this.readFailure(answer);
    const known = failure && classes?.[failure.code];
    if (failure) throw this.failure(call, { retryAfterSeconds, ...failure, ...(known && { class: known }), status });
    return answer;
  }

  close(): Promise<void> {
    return this.api.close();
  }

  private failure(call: PlatformCall, failure: PlatformFailure, cause?: unknown): Error {
    const isIndefinite = call.publishes === true && INDEFINITE.includes(failure.class);
    const failureClass = isIndefinite ? 'outcome_unknown' : failure.class;
    const retryAfterSeconds = failure.retryAfterSeconds ?? call.pauseSeconds;
    return platformError(this.label, { ...failure, class: failureClass, retryAfterSeconds }, cause);
  }
}
