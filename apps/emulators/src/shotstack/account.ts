import { createHash, randomUUID } from 'node:crypto';
import { Clock } from '../clock';
import { Callbacks } from './callbacks';
import { Copies } from './copies';
import { type Destination, editSeconds, merged, type PostedEdit, stagesOf } from './edit-facts';
import { Faults } from './faults';
import { Media } from './media';

export interface Render {
  id: string;
  owner: string;
  environment: string;
  status: string;
  error?: string;
  /** As it was posted. */
  posted: PostedEdit;
  edit: PostedEdit;
  seconds: number;
  created: string;
  updated: string;
  /** The emulator's time in milliseconds. */
  finishedAt?: number;
}

/** A hosted file: the result, its poster or its thumbnail. */
export interface Asset {
  id: string;
  renderId: string;
  owner: string;
  environment: string;
  filename: string;
  status: 'importing' | 'ready' | 'deleted';
  created: string;
  updated: string;
}

/** The outcome of renders whose edit contains `match`. */
export interface Outcome {
  match?: string;
  /** Stage in which it fails or stays forever. */
  fail_at?: string;
  error?: string;
  stuck_at?: string;
  /** Reported length, instead of the edit's. */
  seconds?: number;
  /** Stages instead of the usual ones, one second each. */
  stages?: string[];
  times?: number;
}

const OUTPUT_LIVES_MS = 24 * 3_600_000;

/** The state behind all keys: renders, hosted files, and planned outcomes. */
export class Account {
  readonly clock = new Clock();
  readonly faults = new Faults();
  readonly media = new Media();
  readonly callbacks = new Callbacks(this.clock);
  readonly copies = new Copies(this.media);
  readonly renders = new Map<string, Render>();
  readonly assets = new Map<string, Asset>();
  outcomes: Outcome[] = [];
  /** Null: any key is valid. */
  keys: string[] | null = null;
  /** Address of the emulator as the last client used it. */
  url = '';

  async close(): Promise<void> {
    this.clock.stop();
    await this.media.remove();
  }

  /** @returns undefined for an invalid key */
  ownerOf(key: unknown): string | undefined {
    if (typeof key !== 'string' || key === '' || (this.keys && !this.keys.includes(key))) return undefined;
    return createHash('sha256').update(key).digest('hex').slice(0, 10);
  }

  accept(posted: PostedEdit, owner: string, environment: string): Render {
    const edit = merged(posted);
    const outcome = this.takeOutcome(JSON.stringify(posted));
    const now = this.clock.iso();
    const render: Render = {
      id: randomUUID(),
      owner,
      environment,
      status: 'queued',
      posted,
      edit,
      seconds: outcome?.seconds ?? editSeconds(edit),
      created: now,
      updated: now,
    };
    this.renders.set(render.id, render);
    this.enter(
      render,
      outcome?.stages?.map((stage): [string, number] => [stage, 1]) ?? stagesOf(edit, render.seconds),
      outcome ?? {},
    );
    return render;
  }

  /** Names of a render's files: its result first. */
  filesOf({ id, edit: { output } }: Pick<Render, 'id' | 'edit'>): string[] {
    return [
      `${id}.${output.format}`,
      ...(output.poster ? [`${id}-poster.jpg`] : []),
      ...(output.thumbnail ? [`${id}-thumb.jpg`] : []),
    ];
  }

  outputUrl(render: Render, file: string): string {
    return `${this.url}/output/${render.environment}/${render.owner}/${file}`;
  }

  cdnUrl(asset: Pick<Asset, 'environment' | 'owner' | 'filename'>): string {
    return `${this.url}/cdn/au/${asset.environment}/${asset.owner}/${asset.filename}`;
  }

  /** The render that this file belongs to, while the address is valid. */
  renderOfOutput(file: string): Render | undefined {
    const render = this.renders.get(file.slice(0, 36));
    const good = render?.finishedAt !== undefined && this.clock.now() - render.finishedAt < OUTPUT_LIVES_MS;
    return good && this.filesOf(render).includes(file) ? render : undefined;
  }

  /** Expires the addresses of the output now. */
  expire(render: Render): void {
    render.finishedAt = Number.NEGATIVE_INFINITY;
  }

  private takeOutcome(text: string): Outcome | undefined {
    const outcome = this.outcomes.find((each) => each.times !== 0 && text.includes(each.match ?? ''));
    if (outcome?.times !== undefined) outcome.times -= 1;
    return outcome;
  }

  private enter(render: Render, [stage, ...later]: [string, number][], outcome: Outcome): void {
    if (!stage) return this.finish(render);
    const [status, seconds] = stage;
    this.change(render, status);
    if (outcome.stuck_at === status) return;
    this.clock.in(seconds, () => {
      if (outcome.fail_at === status) this.fail(render, outcome.error ?? 'Failed because a test asked for it.');
      else this.enter(render, later, outcome);
    });
  }

  private change(render: Render, status: string): void {
    render.status = status;
    render.updated = this.clock.iso();
  }

  private fail(render: Render, error: string): void {
    render.error = error;
    this.change(render, 'failed');
    this.tell(render);
  }

  private finish(render: Render): void {
    this.change(render, 'done');
    render.finishedAt = this.clock.now();
    this.tell(render);
    const destinations = render.edit.output.destinations ?? [];
    if (!destinations.some(({ provider, exclude }) => provider === 'shotstack' && exclude))
      for (const file of this.filesOf(render)) this.host(render, file);
    for (const destination of destinations.filter(({ provider }) => provider !== 'shotstack'))
      void this.copy(render, destination);
  }

  private tell(render: Render): void {
    const { id, owner, status, error, updated } = render;
    const url = status === 'done' ? this.outputUrl(render, this.filesOf(render)[0] ?? '') : null;
    this.callbacks.send(render.posted.callback, {
      type: 'edit',
      action: 'render',
      id,
      owner,
      status,
      url,
      error: error ?? null,
      completed: updated,
    });
  }

  private host(render: Render, filename: string): void {
    const now = this.clock.iso();
    const { id: renderId, owner, environment } = render;
    const asset: Asset = {
      id: randomUUID(),
      renderId,
      owner,
      environment,
      filename,
      status: 'importing',
      created: now,
      updated: now,
    };
    this.assets.set(asset.id, asset);
    this.clock.in(1, () => {
      asset.status = 'ready';
      asset.updated = this.clock.iso();
      this.tellOfCopy(render, asset.id, 'ready', this.cdnUrl(asset));
    });
  }

  private async copy(render: Render, destination: Destination): Promise<void> {
    for (const { status, url } of await this.copies.make(render, this.filesOf(render), destination))
      this.tellOfCopy(render, randomUUID(), status, url);
  }

  private tellOfCopy(render: Render, id: string, status: 'ready' | 'failed', url: string | null): void {
    const error = status === 'failed' ? 'The file could not be copied to the destination.' : null;
    const completed = this.clock.iso();
    this.callbacks.send(render.posted.callback, {
      type: 'serve',
      action: 'copy',
      id,
      render: render.id,
      owner: render.owner,
      status,
      url,
      error,
      completed,
    });
  }
}
