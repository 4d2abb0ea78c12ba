import { type BillingConfig, billingConfig, type MicroTokens, priceRender, type RenderPricing } from '@app/billing';
import { AppError, type InputFault, type Owner, SafeHttpService } from '@app/core';
import {
  EditCheckService,
  type EditSummary,
  invalidEdit,
  invalidEditOf,
  RemoteProbe,
  type RenderProvider,
  RenderProviders,
} from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { MediaLengths } from './media-lengths';

export interface PlannedRender extends EditSummary {
  provider: RenderProvider;
  /** The edit as it was sent. */
  request: unknown;
  callbackUrl: string | null;
  pricing: RenderPricing;
  price: MicroTokens;
}

/** The minimum hold: stills have no length. */
const LEAST_SECONDS = 1;

/** Checks edits and estimates their cost, without creating anything. */
@Injectable()
export class EditPlannerService {
  constructor(
    private readonly providers: RenderProviders,
    private readonly checks: EditCheckService,
    private readonly probe: RemoteProbe,
    private readonly http: SafeHttpService,
    @Inject(billingConfig.KEY) private readonly config: BillingConfig,
  ) {}

  /** @throws invalid_edit, edit_too_expensive, render_provider_unavailable, rate_limited */
  plan({ ownerId }: Owner, request: unknown): Promise<PlannedRender> {
    return this.planOne(ownerId, request, new MediaLengths(this.probe));
  }

  /**
   * Plans all of them or none.
   * @param pathOf names the edit in errors
   * @throws invalid_edit with the faults of all edits; edit_too_expensive, render_provider_unavailable, rate_limited
   */
  planAll(
    { ownerId }: Owner,
    requests: readonly unknown[],
    pathOf: (index: number) => string,
  ): Promise<PlannedRender[]> {
    const lengths = new MediaLengths(this.probe);
    return allOrFaults(requests, pathOf, (request) => this.planOne(ownerId, request, lengths));
  }

  private async planOne(caller: string, request: unknown, lengths: MediaLengths): Promise<PlannedRender> {
    const provider = this.providers.chosen;
    const summary = await this.checks.check({ caller, provider: provider.name, request }, lengths.ofAll);
    const seconds = Math.max(LEAST_SECONDS, summary.seconds);
    const pricing = this.config.RENDER_PRICING;
    const callbackUrl = this.callbackOf(summary);
    return { ...summary, provider, request, callbackUrl, seconds, pricing, price: priceRender(pricing, seconds) };
  }

  private callbackOf({ callback }: EditSummary): string | null {
    if (callback === undefined) return null;
    try {
      return this.http.checkUrl(callback).href;
    } catch (error) {
      throw invalidEdit(undefined, {
        errors: [{ path: 'callback', code: 'url_not_allowed', message: (error as Error).message }],
      });
    }
  }
}

/**
 * One after the other. Throws one invalid_edit with the faults of all edits; an edit that is too expensive stops the
 * work.
 */
async function allOrFaults<Result>(
  requests: readonly unknown[],
  pathOf: (index: number) => string,
  step: (request: unknown) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const faults: InputFault[] = [];
  for (const [index, request] of requests.entries()) {
    try {
      results.push(await step(request));
    } catch (error) {
      if (!(error instanceof AppError) || !error.options.errors) throw error;
      const { definition, message, options } = error;
      const errors = (options.errors ?? []).map((fault) => ({
        ...fault,
        path: [pathOf(index), fault.path].filter(Boolean).join('.'),
      }));
      if (!invalidEdit.is(error)) throw new AppError(definition, message, { ...options, errors });
      faults.push(...errors);
    }
  }
  if (faults.length > 0) throw invalidEditOf(faults);
  return results;
}
