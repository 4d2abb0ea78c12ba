import type { InputFault } from '@app/core';
import { invalidEdit } from '../render-proxy.errors';
import type { Clip, Edit } from './edit';

/** One clip with its place on the timeline, in seconds. */
export interface TimedClip {
  clip: Clip;
  /** `timeline.tracks[0].clips[2]` */
  path: string;
  /** Index of the track; 0 is the top layer. */
  track: number;
  start: number;
  length: number;
}

/** Seconds that a clip lasts by itself (media, captions), `undefined` for what has no length of its own. */
export type NaturalLength = (clip: Clip, path: string) => number | undefined;

/** How long stills and texts with length `auto` are shown. */
const STILL_SECONDS = 3;

/**
 * Turns `auto`, `end` and `alias://` into seconds.
 * @throws invalid_edit when an alias is unknown or taken twice, when clips wait for each other, or when a length is not positive
 */
export function resolveTiming(edit: Edit, naturalLength: NaturalLength): TimedClip[] {
  return new Timing(edit, naturalLength).resolve();
}

type Which = 'start' | 'length';

class Timing {
  private readonly entries: { clip: Clip; path: string; track: number; previous: number | undefined }[] = [];
  private readonly aliases = new Map<string, number>();
  private readonly known = new Map<string, number>();
  private readonly waiting = new Set<string>();
  private readonly faults: InputFault[] = [];

  constructor(
    edit: Edit,
    private readonly naturalLength: NaturalLength,
  ) {
    for (const [track, { clips }] of edit.timeline.tracks.entries())
      for (const [index, clip] of clips.entries()) this.enter(clip, track, index);
  }

  resolve(): TimedClip[] {
    const timed = this.entries.map(({ clip, path, track }, index) => {
      const start = this.value(index, 'start');
      const length = this.value(index, 'length');
      if (length <= 0 && this.faults.length === 0)
        this.fault(`${path}.length`, 'too_small', 'is not longer than 0 seconds.');
      return { clip, path, track, start, length };
    });
    if (this.faults.length > 0) throw invalidEdit(undefined, { errors: this.faults });
    return timed;
  }

  private enter(clip: Clip, track: number, index: number): void {
    const path = `timeline.tracks[${track}].clips[${index}]`;
    const position = this.entries.length;
    if (clip.alias !== undefined && this.aliases.has(clip.alias))
      this.fault(`${path}.alias`, 'duplicate_alias', `"${clip.alias}" is taken by another clip.`);
    if (clip.alias !== undefined) this.aliases.set(clip.alias, position);
    this.entries.push({ clip, path, track, previous: index === 0 ? undefined : position - 1 });
  }

  private value(index: number, which: Which): number {
    const key = `${index}.${which}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const entry = this.entries[index];
    if (!entry) return 0;
    if (this.waiting.has(key)) {
      const message = 'depends on itself through "auto", "end" or an alias; give one of these clips a number.';
      this.fault(`${entry.path}.${which}`, 'circular_timing', message);
      return 1;
    }
    this.waiting.add(key);
    const value = which === 'start' ? this.startOf(entry) : this.lengthOf(entry, index);
    this.waiting.delete(key);
    this.known.set(key, value);
    return value;
  }

  private startOf({ clip, path, previous }: { clip: Clip; path: string; previous: number | undefined }): number {
    if (typeof clip.start === 'number') return clip.start;
    if (clip.start === 'auto')
      return previous === undefined ? 0 : this.value(previous, 'start') + this.value(previous, 'length');
    return this.aliased(clip.start, `${path}.start`, 'start');
  }

  private lengthOf({ clip, path }: { clip: Clip; path: string }, index: number): number {
    if (typeof clip.length === 'number') return clip.length;
    if (clip.length === 'auto') return this.naturalLength(clip, path) ?? STILL_SECONDS;
    if (clip.length !== 'end') return this.aliased(clip.length, `${path}.length`, 'length');
    const length = this.timelineEnd() - this.value(index, 'start');
    if (length > 0) return length;
    this.fault(
      `${path}.length`,
      'no_timeline_end',
      '"end" needs another clip that ends after this one starts; write seconds instead.',
    );
    return 1;
  }

  /** The end of everything that does not itself last until the end. */
  private timelineEnd(): number {
    const ends = this.entries.flatMap(({ clip }, index) =>
      clip.length === 'end' ? [] : [this.value(index, 'start') + this.value(index, 'length')],
    );
    return Math.max(0, ...ends);
  }

  private aliased(reference: string, path: string, which: Which): number {
    const name = reference.replace('alias://', '');
    const target = this.aliases.get(name);
    if (target !== undefined) return this.value(target, which);
    this.fault(path, 'unknown_alias', `no clip has the alias "${name}".`);
    return 1;
  }

  private fault(path: string, code: string, message: string): void {
    this.faults.push({ path, code, message });
  }
}
