import { createHmac } from 'node:crypto';
import { remoteFetchFailed, SafeHttpService } from '@app/core';
import { Injectable } from '@nestjs/common';
import { CallbackSecretsRepository } from './callback-secrets.repository';

/** Shotstack's own limit for the answer to a callback. */
const ANSWER_MS = 10_000;

/** A message for the callback address that a client gave with its request. */
export interface Callback {
  url: string;
  /** The account whose secret signs the callback. */
  ownerId: string;
  /** Stays the same when the callback is repeated; sent as `webhook-id`. */
  id: string;
  body: object;
}

/** Delivers callbacks. The event's job repeats them until the client's server has answered. */
@Injectable()
export class CallbackChannelService {
  constructor(
    private readonly http: SafeHttpService,
    private readonly secrets: CallbackSecretsRepository,
  ) {}

  /** @throws remote_fetch_failed for an answer other than 200 to 399, and any error of SafeHttpService */
  async deliver({ url, ownerId, id, body }: Callback, signal: AbortSignal): Promise<void> {
    const content = JSON.stringify(body);
    const timestamp = Math.floor(Date.now() / 1_000);
    const secrets = await this.secrets.signingSecrets(ownerId);
    const signatures = secrets.map((secret) => signatureOf(secret, `${id}.${timestamp}.${content}`));
    const { status } = await this.http.postJson(url, content, {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
      },
      totalTimeoutMs: ANSWER_MS,
      signal,
    });
    if (status < 200 || status > 399) throw remoteFetchFailed(`The callback URL answered ${status}.`);
  }
}

/** As Standard Webhooks 1.0 says: HMAC-SHA256 of id, time and body with the bytes behind `whsec_`. */
function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
