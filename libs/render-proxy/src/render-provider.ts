import type { HealthCheck, HealthReport, InputFault } from '@app/core';
import type { ProgramPause } from '@app/media';
import type { Edit } from './edit/edit';
import type { SegmentPlan } from './engine/segments/segment-plan';

/** Stages of a running render, in Shotstack's words; a render never goes back to an earlier one. */
export type ProviderStage = 'queued' | 'fetching' | 'rendering' | 'saving';

/** The order for one render, as a provider receives it. */
export interface RenderOrder {
  /** Our id. */
  renderId: string;
  /** The edit after the checks in `providers/edit-checks.ts`, with merge fields and friendly corrections applied. */
  edit: Edit;
  /** Longest result that tokens are held for, in seconds: a provider that finds the edit to be longer refuses it. */
  maxSeconds: number;
  /** Our address for callbacks, unguessable, for this render only. Undefined when the API has no public address. */
  callbackUrl?: string;
  /**
   * Key of the result, without extension, if the renders' store is a bucket to which the provider may be able to write
   * directly.
   */
  bucket?: { provider: 'google-cloud-storage'; bucket: string; prefix: string; filename: string };
}

/**
 * Where the finished files are: on this machine, to be stored and then removed by `discard`, or at temporary addresses
 * of the provider.
 */
export type RenderedOutput =
  | { kind: 'files'; video: string; poster?: string; thumbnail?: string; discard(): Promise<void> }
  | { kind: 'urls'; video: string; poster?: string; thumbnail?: string };

/** A provider's report about a render. */
export type ProviderState =
  /** `progress` is 0..1 over the whole render; undefined when the provider does not report it. */
  | { status: ProviderStage; progress?: number }
  /**
   * `seconds` is the real length of the result; undefined when the provider does not report it. `warnings`: findings
   * about the edit that only the render revealed.
   */
  | { status: 'done'; seconds?: number; output: RenderedOutput; warnings?: readonly InputFault[] }
  /** The provider's reason, suitable for the author of the edit. */
  | { status: 'failed'; reason: string }
  /** The provider has no such render, or no longer. */
  | { status: 'unknown' };

export interface ProviderRun {
  /** Aborts everything that belongs to this call. */
  signal: AbortSignal;
  /** 0..1 over the whole render. */
  onProgress: (stage: ProviderStage, progress: number) => void;
  /** Lets the caller stop the processes of this call for a while. */
  pause?: ProgramPause;
}

/** The result of `start`. A provider that works in this process is done (or failed) when it returns. */
export interface StartedRender {
  /** The provider's id; null when it has none. */
  providerRenderId: string | null;
  state: ProviderState;
}

/** A file on this machine, to be stored and then removed by `discard`. */
export interface WorkFile {
  file: string;
  discard: () => Promise<void>;
}

/** Renders one edit in segments, each of which any worker may encode. Throws what `RenderProvider.start` throws. */
export interface SegmentedRendering {
  /** Fetches all sources. Undefined for an edit that is better rendered as a whole. */
  plan(order: RenderOrder, run: ProviderRun): Promise<SegmentPlan | undefined>;
  /**
   * Encodes the segment at this position; `onProgress` receives its share.
   * @throws also segment_build_differs on a machine whose programs differ from those of the plan, and
   * segment_source_changed
   */
  encode(plan: SegmentPlan, position: number, run: ProviderRun): Promise<WorkFile>;
  /**
   * Joins the files of all segments, in the order of the plan.
   * @throws also segment_build_differs and segment_source_changed
   */
  join(plan: SegmentPlan, files: readonly string[], run: ProviderRun): Promise<StartedRender>;
}

/**
 * Port: a service that turns an edit into a video. Each has its folder in `providers/` and must pass
 * `test/contracts/render-provider.spec.ts`.
 */
export abstract class RenderProvider implements HealthCheck {
  /** The name in its definition; stored in the rows of its renders. */
  abstract readonly name: string;
  /** Whether a second `start` of the same order costs nothing: a lost worker's order is then simply started again. */
  abstract readonly startIsRepeatable: boolean;

  /** Whether it reports changes to `callbackUrl`. */
  abstract readonly sendsCallbacks: boolean;
  /** Whether it can write its result to `bucket`. */
  abstract readonly writesToBuckets: boolean;

  /** Undefined for a provider that takes only whole edits. */
  abstract readonly segments: SegmentedRendering | undefined;

  /**
   * Starts a render; the only step that may cost money at the provider.
   * @throws render_rejected (the provider refuses this edit, nothing runs), render_provider_unavailable (certainly
   * nothing runs, try later; with `retryAfterSeconds` when the provider sends it), render_submission_unknown (it may or
   * may not run: never start it again without need), invalid_edit and render_source_refused (found while rendering),
   * render_too_expensive, render_failed, or the signal's reason
   */
  abstract start(order: RenderOrder, run: ProviderRun): Promise<StartedRender>;

  /**
   * Reads the state of a started render; repeatable.
   * @throws render_provider_unavailable
   */
  abstract observe(providerRenderId: string, signal: AbortSignal): Promise<ProviderState>;

  /**
   * Reads from a callback's body which render changed. Do not trust its status without `observe`.
   * @returns undefined when it is not one of this provider's callbacks
   */
  abstract readCallback(body: unknown): { providerRenderId: string } | undefined;

  /** Whether it can render now; answers within 500 ms and never throws. */
  abstract check(): Promise<HealthReport>;
}
