import type { LengthsOf, RemoteProbe } from '@app/render-proxy';
import { Logger } from '@nestjs/common';

/** Sources whose length one request may have us look up, and how many at the same time. */
const MAX_SOURCES = 20;
const AT_ONCE = 4;

/**
 * The lengths of remote media for one request: asks each source once, a few at a time; the length of a source that does
 * not answer stays unknown.
 */
export class MediaLengths {
  private readonly logger = new Logger(MediaLengths.name);
  private readonly asked = new Map<string, Promise<number | undefined>>();
  private readonly turns: Promise<unknown>[] = [];

  constructor(private readonly probe: RemoteProbe) {}

  readonly ofAll: LengthsOf = async (sources) =>
    new Map(await Promise.all(sources.map(async (src) => [src, await this.of(src)] as const)));

  private of(src: string): Promise<number | undefined> {
    const known = this.asked.get(src);
    if (known) return known;
    if (this.asked.size >= MAX_SOURCES) return Promise.resolve(undefined);
    const turn = this.asked.size % AT_ONCE;
    const length = Promise.resolve(this.turns[turn]).then(() => this.ask(src));
    this.turns[turn] = length;
    this.asked.set(src, length);
    return length;
  }

  private ask(src: string): Promise<number | undefined> {
    return this.probe.seconds(src).catch((error: Error) => {
      this.logger.debug(`the length of a source is unknown: ${error.message}`);
      return undefined;
    });
  }
}
