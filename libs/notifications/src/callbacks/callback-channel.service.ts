import { remoteFetchFailed, SafeHttpService } from '@app/core';
import { Injectable } from '@nestjs/common';

/** Shotstack's own limit for the answer to a callback. */
const ANSWER_MS = 10_000;

/** A message for the callback address that a client gave with its request. */
export interface Callback {
  url: string;
  /** Stays the same when the callback is repeated; sent as `webhook-id`. */
  id: string;
  body: object;
}

/** Delivers callbacks. The event's job repeats them until the client's server has answered. */
@Injectable()
export class CallbackChannelService {
  constructor(private readonly http: SafeHttpService) {}

  /** @throws remote_fetch_failed for an answer other than 200 to 399, and any error of SafeHttpService */
  async deliver({ url, id, body }: Callback, signal: AbortSignal): Promise<void> {
    const { status } = await this.http.postJson(url, JSON.stringify(body), {
      headers: { 'webhook-id': id },
      totalTimeoutMs: ANSWER_MS,
      signal,
    });
    if (status < 200 || status > 399) throw remoteFetchFailed(`The callback URL answered ${status}.`);
  }
}
