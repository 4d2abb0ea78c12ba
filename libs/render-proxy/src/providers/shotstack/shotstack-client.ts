import { type ApiAnswer, ApiClient } from '@app/core';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { renderProviderUnavailable } from '../../render-proxy.errors';
import { type ShotstackConfig, shotstackConfig } from './shotstack.config';

/** Time limits of a call, in milliseconds. */
export class ShotstackTimeouts {
  /** For DNS, TCP and TLS together. */
  connectMs = 3_000;
  /** From the start to the last byte of the answer. */
  totalMs = 30_000;
}

/** The calls of Shotstack's Edit API that we make. */
@Injectable()
export class ShotstackClient implements OnApplicationShutdown {
  private readonly api: ApiClient;

  constructor(
    @Inject(shotstackConfig.KEY) private readonly config: ShotstackConfig,
    { connectMs, totalMs }: ShotstackTimeouts = new ShotstackTimeouts(),
  ) {
    this.api = new ApiClient({ connectTimeoutMs: connectMs, totalTimeoutMs: totalMs });
  }

  onApplicationShutdown(): Promise<void> {
    return this.api.close();
  }

  get isConfigured(): boolean {
    return this.config.SHOTSTACK_API_KEY !== undefined;
  }

  /**
   * Sends an edit, once.
   * @throws NoAnswerError, render_provider_unavailable without a key
   */
  async submit(order: object, signal: AbortSignal): Promise<ApiAnswer> {
    const credentials = this.credentials();
    return this.api.send(`${this.config.editUrl}/render`, {
      method: 'POST',
      body: order,
      once: true,
      credentials,
      signal,
    });
  }

  /**
   * Requests the state of a render, without its edit, which may be megabytes.
   * @throws NoAnswerError, render_provider_unavailable without a key
   */
  async read(id: string, signal: AbortSignal): Promise<ApiAnswer> {
    const credentials = this.credentials();
    return this.api.send(`${this.config.editUrl}/render/${encodeURIComponent(id)}?data=false`, { credentials, signal });
  }

  private credentials(): Record<string, string> {
    const { SHOTSTACK_API_KEY: key } = this.config;
    if (key === undefined) throw renderProviderUnavailable('The render provider shotstack is not configured.');
    return { 'x-api-key': key };
  }
}
