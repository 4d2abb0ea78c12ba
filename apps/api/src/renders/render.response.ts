import { microTokens, toTokens } from '@app/billing';
import type { Count, Seconds, Tokens, Url, Uuid } from '../http/field-types';
import type { PlannedRender } from './edit-planner.service';
import type { AcceptedBatch, AcceptedRender } from './renders.service';

export class EditWarning {
  /**
   * JSON path of the member.
   * @example "timeline.tracks[0].clips[0].ducking"
   */
  path: string;

  /**
   * Stable code for programs to test.
   * @example "not_supported"
   */
  code: string;

  /**
   * The warning in a sentence, for people.
   * @example "\"ducking\" is misspelt, or newer than version 1.18.3 of Shotstack's schema, which we use. It is passed on unchanged."
   */
  message: string;
}

export class RenderAcceptedResponse {
  /** Always true. */
  success: boolean;

  /**
   * Says what happened, for people.
   * @example "The render is queued."
   */
  message: string;

  /** Id of the render job. */
  job_id: Uuid;

  /** Reserved tokens. The charge follows from the real length and is never higher. */
  estimated_tokens: Tokens;

  /** Warnings about an edit that renders nevertheless; usually empty. */
  warnings: EditWarning[];

  static of({ id, plan }: AcceptedRender): RenderAcceptedResponse {
    return {
      success: true,
      message: 'The render is queued.',
      job_id: id,
      estimated_tokens: toTokens(plan.price),
      warnings: plan.warnings,
    };
  }
}

export class BatchAcceptedResponse {
  /** Always true. */
  success: boolean;

  /**
   * Says what happened, for people.
   * @example "3 renders are queued."
   */
  message: string;

  /** Id of the batch. */
  batch_id: Uuid;

  /** Number of renders in the batch. */
  total_jobs: Count;

  /** Ids of the render jobs, in the order of the request. */
  job_ids: Uuid[];

  /** Reserved tokens of all renders together. */
  estimated_tokens_total: Tokens;

  /** Warnings about edits that render nevertheless; usually empty. */
  warnings: EditWarning[];

  static of({ id, renderIds, plans }: AcceptedBatch): BatchAcceptedResponse {
    const total = plans.reduce((sum, { price }) => sum + price, 0);
    return {
      success: true,
      message: `${renderIds.length} renders are queued.`,
      batch_id: id,
      total_jobs: renderIds.length,
      job_ids: renderIds,
      estimated_tokens_total: toTokens(microTokens(total)),
      warnings: plans.flatMap(({ warnings }, index) =>
        warnings.map((warning) => ({ ...warning, path: `renders[${index}].${warning.path}` })),
      ),
    };
  }
}

export class EstimateResponse {
  /** Always true. */
  success: boolean;

  /** Length of the result in seconds. */
  duration_seconds: Seconds;

  /** Tokens that a render of this edit would reserve now. */
  estimated_tokens: Tokens;

  /**
   * Whether every length is known. If not, the result counts as long as `output.range.length`, or without it each clip
   * of unknown length as 60 seconds. What turns out to be longer is refused; a remote renderer cuts it off.
   */
  exact: boolean;

  /** Addresses of the sources whose length could not be determined. */
  unknown_sources: Url[];

  /** Warnings about an edit that renders nevertheless; usually empty. */
  warnings: EditWarning[];

  static of({ seconds, price, isExact, unknownSources, warnings }: PlannedRender): EstimateResponse {
    return {
      success: true,
      duration_seconds: seconds,
      estimated_tokens: toTokens(price),
      exact: isExact,
      unknown_sources: unknownSources,
      warnings,
    };
  }
}
