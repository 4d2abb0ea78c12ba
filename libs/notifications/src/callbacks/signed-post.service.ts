import { SafeHttpService } from '@app/core';
import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';

/** Shotstack's own limit for the answer to a callback. */
const ANSWER_MS = 10_000;

export interface SignedPost {
  url: string;
  /** Stays the same when the message is repeated; sent as `webhook-id`. */
  id: string;
  /** JSON. */
  body: string;
  /** `whsec_…`; one signature for each. */
  secrets: readonly string[];
}

/** Sends messages to addresses of customers, signed as Standard Webhooks 1.0 specifies. */
@Injectable()
export class SignedPostService {
  constructor(private readonly http: SafeHttpService) {}

  /**
   * One attempt, without redirects.
   * @returns the status of the answer, whatever it is
   * @throws any error of SafeHttpService
   */
  async post({ url, id, body, secrets }: SignedPost, signal: AbortSignal): Promise<number> {
    const now = new Date();
    const signatures = secrets.map((secret) => new Webhook(secret).sign(id, now, body));
    const { status } = await this.http.postJson(url, body, {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
      },
      totalTimeoutMs: ANSWER_MS,
      signal,
    });
    return status;
  }
}
