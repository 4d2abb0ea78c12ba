import { type ApiAnswer, ApiClient, type ApiRequest, NoAnswerError } from '@app/core';
import type { z } from 'zod';
import { type PlatformFailure, platformError } from './platform-failure';

/** Reads the failure in an answer; undefined when the call succeeded. */
export type FailureReader = (answer: ApiAnswer) => Omit<PlatformFailure, 'status' | 'retryAfterSeconds'> | undefined;

const TIMEOUT_MS = 20_000;

/** The calls to the API of one platform. Every answer is either what the schema expects or an error of the taxonomy. */
export class PlatformClient {
  private readonly api = new ApiClient({ totalTimeoutMs: TIMEOUT_MS });

  constructor(
    private readonly label: string,
    private readonly readFailure: FailureReader,
  ) {}

  /**
   * Fields that the schema does not name are ignored.
   * @throws the errors of `platformError`; `signal.reason` when aborted
   */
  async call<T>(schema: z.ZodType<T>, url: string, request: ApiRequest): Promise<T> {
    const answer = await this.api.send(url, request).catch((error: unknown) => {
      request.signal?.throwIfAborted();
      if (!(error instanceof NoAnswerError)) throw error;
      throw platformError(this.label, { class: 'transient', code: 'no_answer', status: null }, error);
    });
    const { status, retryAfterSeconds } = answer;
    const failure = this.readFailure(answer);
    if (failure) throw platformError(this.label, { ...failure, status, retryAfterSeconds });
    const parsed = schema.safeParse(answer.json);
    if (parsed.success) return parsed.data;
    throw platformError(this.label, { class: 'transient', code: 'unreadable_answer', status });
  }

  close(): Promise<void> {
    return this.api.close();
  }
}
