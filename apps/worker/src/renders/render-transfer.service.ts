import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, backoffMs, remoteFetchFailed, SafeHttpService } from '@app/core';
import {
  CONTENT_TYPES,
  type FinishedFiles,
  type ProviderState,
  type Render,
  type RenderedOutput,
  type RenderOrder,
} from '@app/render-proxy';
import { companionKey, type ObjectSource, ObjectStores, type StorageProvider } from '@app/storage';
import { Injectable, Logger } from '@nestjs/common';

/** 10 GB, Shotstack's own limit for sources and output together. */
const LARGEST_FILE = 10 * 2 ** 30;
const LONGEST_TRANSFER_MS = 3_600_000;
/**
 * How long a store may be unavailable before the whole step is retried; a short outage must not discard a finished
 * render.
 */
const PATIENCE_MS = 15 * 60_000;
const PAUSES = { firstMs: 1_000, maxMs: 60_000 };
/** A copy to our bucket arrives within seconds or not at all: Google may have refused it. */
const COPY_PATIENCE_MS = 60_000;

/** Copies the results of a provider into our storage. Repeatable: the keys were fixed when the render was created. */
@Injectable()
export class RenderTransferService {
  private readonly logger = new Logger(RenderTransferService.name);

  constructor(
    private readonly stores: ObjectStores,
    private readonly http: SafeHttpService,
  ) {}

  /** @throws the last fault when the store or the provider's files stay unavailable, or the signal's reason */
  async store(
    render: Render,
    { seconds, output, warnings = [] }: Extract<ProviderState, { status: 'done' }>,
    signal: AbortSignal,
  ): Promise<FinishedFiles> {
    const store = this.stores.named(render.storage);
    const put = (source: string | undefined, key: string, contentType: string) =>
      source === undefined
        ? undefined
        : this.patiently(() => this.put(store, output.kind, source, key, { contentType, signal }), signal);
    const video = await put(output.video, render.objectKey, CONTENT_TYPES[render.format]);
    const poster = await put(output.poster, companionKey(render.objectKey, 'poster'), 'image/jpeg');
    const thumbnail = await put(output.thumbnail, companionKey(render.objectKey, 'thumb'), 'image/jpeg');
    return {
      seconds: seconds ?? render.heldSeconds,
      sizeBytes: video?.size ?? 0,
      posterKey: poster?.key ?? null,
      thumbnailKey: thumbnail?.key ?? null,
      warnings,
    };
  }

  /** The location in our bucket to which a remote provider may write its result directly. */
  bucketOf({ storage, objectKey }: Pick<Render, 'storage' | 'objectKey'>): RenderOrder['bucket'] {
    const { googleBucket: bucket } = this.stores.named(storage);
    const [, prefix, filename] = /^(.*)\/([^/]+)\.[^./]+$/.exec(objectKey) ?? [];
    if (bucket === undefined || prefix === undefined || filename === undefined) return undefined;
    return { provider: 'google-cloud-storage', bucket, prefix, filename };
  }

  /**
   * Whether the provider itself writes to our bucket and has not finished: its copy would replace ours, without our
   * access rights.
   */
  async awaitsCopy(render: Render, output: RenderedOutput): Promise<boolean> {
    if (output.kind === 'files' || !this.bucketOf(render)) return false;
    const waited = Date.now() - (render.transferringAt ?? new Date()).getTime();
    return waited < COPY_PATIENCE_MS && (await this.stores.named(render.storage).head(render.objectKey)) === undefined;
  }

  private async put(
    store: StorageProvider,
    kind: RenderedOutput['kind'],
    from: string,
    key: string,
    options: { contentType: string; signal: AbortSignal },
  ) {
    const source = kind === 'files' ? { file: from } : await this.open(from, options.signal);
    return store.put(key, source, options);
  }

  private async open(url: string, signal: AbortSignal): Promise<ObjectSource> {
    const answer = await this.http.open(url, { maxBytes: LARGEST_FILE, totalTimeoutMs: LONGEST_TRANSFER_MS, signal });
    const stream = Readable.from(answer.body);
    const size = Number(answer.headers['content-length']);
    if (answer.status === 200) return { stream, ...(size > 0 && { size }) };
    stream.destroy();
    throw remoteFetchFailed(`The download from the provider answered ${answer.status}.`);
  }

  private async patiently<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const startedAt = performance.now();
    for (let failures = 1; ; failures += 1) {
      try {
        return await step();
      } catch (error) {
        signal.throwIfAborted();
        const isHopeless =
          !(error instanceof AppError && error.retryable) || performance.now() - startedAt > PATIENCE_MS;
        if (isHopeless) throw error;
        this.logger.warn(`a transfer failed and will be retried: ${error.message}`);
        await sleep(backoffMs(failures, PAUSES), undefined, { signal });
      }
    }
  }
}
