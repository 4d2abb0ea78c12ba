import { type BillingConfig, billingConfig, type MicroTokens, priceRender, type RenderPricing } from '@app/billing';
import { AppError, type InputFault, type Owner, SafeHttpService } from '@app/core';
import {
  EditCheckService,
  type EditSummary,
  invalidEdit,
  invalidEditOf,
  type LengthsOf,
  RemoteProbe,
  type RenderProvider,
  RenderProviders,
  workingAddress,
} from '@app/render-proxy';
import { Inject, Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';

export interface PlannedRender extends Omit<EditSummary, 'sourcesToAllow'> {
  provider: RenderProvider;
  /** The edit as it was sent. */
  request: unknown;
  callbackUrl: string | null;
  pricing: RenderPricing;
  price: MicroTokens;
}

/** The minimum hold: stills have no length. */
const LEAST_SECONDS = 1;
/** How many source lengths we look up for one request, how many at the same time, and for how long we begin to. */
const MOST_SOURCES = 100;
const SOURCES_AT_ONCE = 4;
const ASKING_MS = 30_000;
/** Each may wait for one source alone. */
const EDITS_AT_ONCE = SOURCES_AT_ONCE;

type Outcome<Result> = { result: Result } | { faults: readonly InputFault[] } | { error: unknown };

/** Checks edits and estimates their cost, without creating anything. */
@Injectable()
export class EditPlannerService {
  private readonly logger = new Logger(EditPlannerService.name);

  constructor(
    private readonly providers: RenderProviders,
    private readonly checks: EditCheckService,
    private readonly probe: RemoteProbe,
    private readonly http: SafeHttpService,
    @Inject(billingConfig.KEY) private readonly config: BillingConfig,
  ) {}

  /** @throws invalid_edit, edit_too_expensive, render_provider_unavailable, rate_limited */
  plan({ ownerId }: Owner, request: unknown): Promise<PlannedRender> {
    return this.planOne(ownerId, request, this.remoteLengths(ownerId));
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
    const lengths = this.remoteLengths(ownerId);
    return allOrFaults(requests, pathOf, (request) => this.planOne(ownerId, request, lengths));
  }

  private async planOne(caller: string, request: unknown, lengths: LengthsOf): Promise<PlannedRender> {
    const provider = this.providers.chosen;
    const check = { caller, provider: provider.name, request };
    const { sourcesToAllow, ...summary } = await this.checks.check(check, lengths);
    const faults = sourcesToAllow.flatMap(({ path, src }) => this.http.faultOf(path, src, true) ?? []);
    if (faults.length > 0) throw invalidEditOf(faults);
    const seconds = Math.max(LEAST_SECONDS, summary.seconds);
    const pricing = this.config.RENDER_PRICING;
    const { callback } = summary;
    const callbackUrl =
      callback === undefined ? null : this.http.checkField('callback', callback, { refuse: invalidEdit });
    return { ...summary, provider, request, callbackUrl, seconds, pricing, price: priceRender(pricing, seconds) };
  }

  /**
   * The lengths of remote media and captions for one request: queries each source once; the length of a source that
   * does not answer stays unknown.
   */
  private remoteLengths(caller: string): LengthsOf {
    const limit = pLimit(SOURCES_AT_ONCE);
    const captionsEnd = (path: string, bytes: number) => this.checks.captionsEnd(caller, path, bytes);
    let endsAt: number | undefined;
    const lookUp = async (src: string) => {
      endsAt ??= performance.now() + ASKING_MS;
      return performance.now() < endsAt
        ? this.probe.seconds(workingAddress(src, caller, this.http), captionsEnd)
        : undefined;
    };
    const asked = new Map<string, Promise<number | undefined>>();
    const ask = (src: string) =>
      limit(lookUp, src).catch((error: Error) => {
        this.logger.debug(`a source has no known length: ${error.message}`);
        return undefined;
      });
    return async (sources) => {
      for (const src of sources) if (!asked.has(src) && asked.size < MOST_SOURCES) asked.set(src, ask(src));
      return new Map(await Promise.all(sources.map(async (src) => [src, await asked.get(src)] as const)));
    };
  }
}

/**
 * A few at the same time. Throws one invalid_edit with the faults of all edits, in their order; an edit that is too
 * expensive stops the work.
 */
async function allOrFaults<Result>(
  requests: readonly unknown[],
  pathOf: (index: number) => string,
  step: (request: unknown) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(EDITS_AT_ONCE);
  let isStopped = false;
  const work = async (request: unknown, index: number): Promise<Outcome<Result>> => {
    if (isStopped) return { faults: [] };
    try {
      return { result: await step(request) };
    } catch (error) {
      const named = inBatch(error, pathOf(index));
      if (invalidEdit.is(named) && named.options.errors) return { faults: named.options.errors };
      isStopped = true;
      return { error: named };
    }
  };
  const outcomes = await limit.map(requests, work);
  const stopped = outcomes.find((outcome): outcome is { error: unknown } => 'error' in outcome);
  if (stopped) throw stopped.error;
  const faults = outcomes.flatMap((outcome) => ('faults' in outcome ? outcome.faults : []));
  if (faults.length > 0) throw invalidEditOf(faults);
  return outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []));
}

/** The error with the path of its edit in front of the paths of its faults. */
function inBatch(error: unknown, edit: string): unknown {
  if (!(error instanceof AppError) || !error.options.errors) return error;
  const { definition, message, options } = error;
  const pathOf = ({ path }: InputFault) => [edit, path].filter(Boolean).join('.');
  const errors = error.options.errors.map((fault) => ({ ...fault, path: pathOf(fault) }));
  return new AppError(definition, message, { ...options, errors });
}
