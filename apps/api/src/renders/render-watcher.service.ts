import { type Render, RendersRepository } from '@app/render-proxy';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  distinctUntilKeyChanged,
  filter,
  firstValueFrom,
  map,
  merge,
  Observable,
  of,
  Subject,
  take,
  takeUntil,
  timer,
} from 'rxjs';

const EVERY_MS = 300;

/** Watches renders for waiting clients: one query for all of them, and none while no client waits. */
@Injectable()
export class RenderWatcherService implements OnApplicationShutdown {
  private readonly logger = new Logger(RenderWatcherService.name);
  /** Number of waiting clients for each render. */
  private readonly followers = new Map<string, number>();
  private readonly states = new Subject<Render>();
  private readonly stopped = new Subject<void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly renders: RendersRepository) {}

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.followers.clear();
    this.stopped.next();
  }

  /** The render as it is now, then every change, until the process stops. */
  follow(render: Render): Observable<Render> {
    return new Observable<Render>((subscriber) => {
      this.add(render.id);
      const states = merge(of(render), this.states.pipe(filter(({ id }) => id === render.id)));
      const stamped = states.pipe(map((state) => ({ state, at: state.updatedAt.getTime() })));
      const subscription = stamped
        .pipe(
          distinctUntilKeyChanged('at'),
          map(({ state }) => state),
          takeUntil(this.stopped),
        )
        .subscribe(subscriber);
      return () => {
        subscription.unsubscribe();
        this.remove(render.id);
      };
    });
  }

  /** The first state for which `isReached` is true, or the latest one when the time is up. */
  until(render: Render, isReached: (render: Render) => boolean, withinMs: number): Promise<Render> {
    let latest = render;
    const states = this.follow(render).pipe(
      map((state) => (latest = state)),
      filter(isReached),
    );
    const over = timer(withinMs).pipe(map(() => latest));
    return firstValueFrom(merge(states, over).pipe(take(1)), { defaultValue: latest });
  }

  private add(id: string): void {
    this.followers.set(id, (this.followers.get(id) ?? 0) + 1);
    this.timer ??= setTimeout(() => void this.look(), EVERY_MS);
  }

  private remove(id: string): void {
    const left = (this.followers.get(id) ?? 1) - 1;
    if (left > 0) this.followers.set(id, left);
    else this.followers.delete(id);
  }

  private async look(): Promise<void> {
    try {
      for (const state of await this.renders.some([...this.followers.keys()])) this.states.next(state);
    } catch (error) {
      this.logger.warn(`cannot follow renders: ${(error as Error).message}`);
    }
    this.timer = this.followers.size > 0 ? setTimeout(() => void this.look(), EVERY_MS) : undefined;
  }
}
