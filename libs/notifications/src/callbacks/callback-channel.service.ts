import { remoteFetchFailed } from '@app/core';
import { Injectable } from '@nestjs/common';
import { CallbackSecretsRepository } from './callback-secrets.repository';
import { SignedPostService } from './signed-post.service';

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
    private readonly sender: SignedPostService,
    private readonly secrets: CallbackSecretsRepository,
  ) {}

  /** @throws remote_fetch_failed for an answer other than 200 to 399, and any error of SafeHttpService */
  async deliver({ url, ownerId, id, body }: Callback, signal: AbortSignal): Promise<void> {
    const secrets = await this.secrets.signingSecrets(ownerId);
    const status = await this.sender.post({ url, id, body: JSON.stringify(body), secrets }, signal);
    if (status < 200 || status > 399) throw remoteFetchFailed(`The callback URL answered ${status}.`);
  }
}
