import type { HealthCheck, HealthReport } from '@app/core';
import type { Edit } from './edit/edit';

/** Stages of a running render, in Shotstack's words; a render never goes back to an earlier one. */
export type ProviderStage = 'queued' | 'fetching' | 'rendering' | 'saving';

/** One render, as a provider is asked for it. */
export interface RenderOrder {
  /** Our id. */
  renderId: string;
  /** As `validate` returned it: merge fields are in, friendly corrections made. */
  edit: Edit;
  /** Longest result that tokens are held for, in seconds: a provider that finds out that the edit is longer refuses it. */
  maxSeconds: number;
  /** Ours, unguessable, for this render only. Undefined when the API has no public address. */
  callbackUrl?: string;
  /** Where the result will lie if the renders' store is a bucket that the provider may be able to write to by itself; without extension. */
  bucket?: { provider: 'google-cloud-storage'; bucket: string; prefix: string; filename: string };
}

/** Where the finished files are: on this machine, to be stored and then removed by `discard`, or at addresses of the provider that end after some time. */
export type RenderedOutput =
  | { kind: 'files'; video: string; poster?: string; thumbnail?: string; discard(): Promise<void> }
  | { kind: 'urls'; video: string; poster?: string; thumbnail?: string };

/** What a provider says about a render. */
export type ProviderState =
  /** `progress` is 0..1 over the whole render; undefined when the provider does not report it. */
  | { status: ProviderStage; progress?: number }
  /** `seconds` is the real length of the result; undefined when the provider does not report it. */
  | { status: 'done'; seconds?: number; output: RenderedOutput }
  /** The provider's reason, fit to be shown to the author of the edit. */
  | { status: 'failed'; reason: string }
  /** The provider does not know this render (any more). */
  | { status: 'unknown' };

export interface ProviderRun {
  /** Aborts everything that belongs to this call. */
  signal: AbortSignal;
  /** 0..1 over the whole render. */
  onProgress(stage: ProviderStage, progress: number): void;
}

/** What `start` achieved. A provider that works in this process is done (or failed) when it returns. */
export interface StartedRender {
  /** The provider's id; null when it has none. */
  providerRenderId: string | null;
  state: ProviderState;
}

/**
 * Port: a service that turns an edit into a video. One folder in `providers/` each; `test/contracts/render-provider.spec.ts` is what all of
 * them pass.
 */
export abstract class RenderProvider implements HealthCheck {
  /** As in its definition; written into the rows of its renders. */
  abstract readonly name: string;
  /** Whether a second `start` of the same order costs nothing: then a lost worker's order is simply started again. */
  abstract readonly startIsRepeatable: boolean;

  /** Whether it reports changes to `callbackUrl`. */
  abstract readonly sendsCallbacks: boolean;
  /** Whether it can write its result to `bucket`. */
  abstract readonly writesToBuckets: boolean;

  /**
   * Reads and checks an edit without touching the network, by the provider's rules in `providers/edit-checks.ts`.
   * @throws invalid_edit with a JSON path and a fix for every fault; edit_too_expensive
   */
  abstract validate(input: unknown): Edit;

  /**
   * Starts a render; the one step that may cost money there.
   * @throws render_rejected (the provider refuses this edit, nothing runs), render_provider_unavailable (surely nothing runs, try later;
   *   with `retryAfterSeconds` when the provider says so), render_submission_unknown (it may or may not run: never start again without
   *   need), invalid_edit and render_source_refused (found while rendering), render_too_expensive, render_failed, or the signal's reason
   */
  abstract start(order: RenderOrder, run: ProviderRun): Promise<StartedRender>;

  /**
   * Asks how a started render is; repeatable.
   * @throws render_provider_unavailable
   */
  abstract observe(providerRenderId: string, signal: AbortSignal): Promise<ProviderState>;

  /**
   * Reads a callback's body: which render changed. The status is never believed without `observe`.
   * @returns undefined when it is not one of this provider's callbacks
   */
  abstract readCallback(body: unknown): { providerRenderId: string } | undefined;

  /** Whether it can render now; answers within 500 ms and never throws. */
  abstract check(): Promise<HealthReport>;
}
