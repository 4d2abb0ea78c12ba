import { type BillingConfig, billingConfig, type MicroTokens, priceRender, type RenderPricing } from '@app/billing';
import { type InputFault, SafeHttpService } from '@app/core';
import {
  type Edit,
  estimateSeconds,
  invalidEdit,
  RemoteProbe,
  type RenderProvider,
  RenderProviders,
} from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { MediaLengths } from './media-lengths';

interface CheckedEdit {
  edit: Edit;
  callbackUrl: string | null;
}

export interface PlannedRender extends CheckedEdit {
  provider: RenderProvider;
  /** As it was sent. */
  request: unknown;
  /** Length of the result; what cannot be learnt is in it with a stated cap. */
  seconds: number;
  unknownSources: string[];
  pricing: RenderPricing;
  price: MicroTokens;
}

/** The least that is held: stills have no length. */
const LEAST_SECONDS = 1;

/** Checks edits and finds out what they will cost, without creating anything. */
@Injectable()
export class EditPlannerService {
  constructor(
    private readonly providers: RenderProviders,
    private readonly probe: RemoteProbe,
    private readonly http: SafeHttpService,
    @Inject(billingConfig.KEY) private readonly config: BillingConfig,
  ) {}

  /** @throws invalid_edit, render_provider_unavailable */
  plan(request: unknown): Promise<PlannedRender> {
    const provider = this.providers.chosen;
    return this.price(provider, request, this.check(provider, request), new MediaLengths(this.probe));
  }

  /**
   * All of them or none.
   * @param pathOf names the edit in errors
   * @throws invalid_edit with the faults of all edits, render_provider_unavailable
   */
  async planAll(requests: readonly unknown[], pathOf: (index: number) => string): Promise<PlannedRender[]> {
    const provider = this.providers.chosen;
    const lengths = new MediaLengths(this.probe);
    const checked = await allOrFaults(requests, pathOf, (request) => this.check(provider, request));
    return allOrFaults(checked, pathOf, (each, index) => this.price(provider, requests[index], each, lengths));
  }

  private async price(
    provider: RenderProvider,
    request: unknown,
    checked: CheckedEdit,
    lengths: MediaLengths,
  ): Promise<PlannedRender> {
    const { seconds: estimated, unknownSources } = await estimateSeconds(checked.edit, lengths.of);
    const seconds = Math.max(LEAST_SECONDS, estimated);
    const pricing = this.config.RENDER_PRICING;
    return { provider, request, ...checked, seconds, unknownSources, pricing, price: priceRender(pricing, seconds) };
  }

  private check(provider: RenderProvider, request: unknown): CheckedEdit {
    const edit = provider.validate(request);
    return { edit, callbackUrl: this.callbackOf(edit) };
  }

  private callbackOf({ callback }: Edit): string | null {
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

/** One after the other; throws one invalid_edit with the faults of all of them. */
async function allOrFaults<Input, Result>(
  inputs: readonly Input[],
  pathOf: (index: number) => string,
  step: (input: Input, index: number) => Result | Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const faults: InputFault[] = [];
  for (const [index, input] of inputs.entries()) {
    try {
      results.push(await step(input, index));
    } catch (error) {
      if (!invalidEdit.is(error)) throw error;
      const { errors = [] } = error.options;
      faults.push(
        ...errors.map((fault) => ({ ...fault, path: [pathOf(index), fault.path].filter(Boolean).join('.') })),
      );
    }
  }
  if (faults.length > 0) throw invalidEdit(undefined, { errors: faults });
  return results;
}
