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

export interface PlannedRender {
  provider: RenderProvider;
  /** As it was sent. */
  request: unknown;
  edit: Edit;
  callbackUrl: string | null;
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

  /**
   * All of them or none.
   * @param pathOf how an edit's place is named in errors
   * @throws invalid_edit with the faults of all edits, render_provider_unavailable
   */
  async plan(requests: readonly unknown[], pathOf: (index: number) => string = () => ''): Promise<PlannedRender[]> {
    const provider = this.providers.chosen;
    const lengths = new MediaLengths(this.probe);
    const faults: InputFault[] = [];
    const planned: PlannedRender[] = [];
    const edits = requests.map((request, index) => collect(faults, pathOf(index), () => this.check(provider, request)));
    if (faults.length > 0) throw invalidEdit(undefined, { errors: faults });
    for (const [index, checked] of edits.entries()) {
      if (!checked) continue;
      const estimate = await estimateSeconds(checked.edit, lengths.of).catch((error: unknown) =>
        note(faults, pathOf(index), error),
      );
      if (!estimate) continue;
      const seconds = Math.max(LEAST_SECONDS, estimate.seconds);
      const pricing = this.config.RENDER_PRICING;
      const price = priceRender(pricing, seconds);
      planned.push({
        provider,
        request: requests[index],
        ...checked,
        seconds,
        unknownSources: estimate.unknownSources,
        pricing,
        price,
      });
    }
    if (faults.length > 0) throw invalidEdit(undefined, { errors: faults });
    return planned;
  }

  private check(provider: RenderProvider, request: unknown): { edit: Edit; callbackUrl: string | null } {
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

function collect<T>(faults: InputFault[], place: string, step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    return note(faults, place, error);
  }
}

/** Keeps what is wrong with an edit; everything else is thrown on. */
function note(faults: InputFault[], place: string, error: unknown): undefined {
  if (!invalidEdit.is(error)) throw error;
  const { errors = [] } = error.options;
  faults.push(...errors.map((fault) => ({ ...fault, path: [place, fault.path].filter(Boolean).join('.') })));
}
