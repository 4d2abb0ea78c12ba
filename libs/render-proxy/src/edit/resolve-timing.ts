import type { InputFault } from '@app/core';
import type { Clip, Edit } from './edit';
import { invalidEditOf, shorten } from './edit-faults';

/** One clip with its position on the timeline, in seconds. */
export interface TimedClip {
  clip: Clip;
  /** `timeline.tracks[0].clips[2]` */
  path: string;
  /** Index of the track; 0 is the top layer. */
  track: number;
  start: number;
  length: number;
}

/** A placeholder for the length of a source that was not read yet; it must not make an edit invalid. */
export interface AssumedLength {
  assumedSeconds: number;
}

/** Natural length of a clip in seconds (media, captions); `undefined` for assets without one. */
export type NaturalLength = (clip: Clip, path: string) => number | AssumedLength | undefined;

/** Seconds that stills and texts with length `auto` are shown. */
const STILL_SECONDS = 3;

/**
 * Turns `auto`, `end` and `alias://` into seconds. `warn` receives warnings about parts that the author may not have
 * meant.
 * @throws invalid_edit when an alias is unknown or used twice, when clips wait for each other, or when a length is not
 * positive
 */
export function resolveTiming(
  edit: Edit,
  naturalLength: NaturalLength,
  warn: (warning: InputFault) => void = () => undefined,
): TimedClip[] {
  return new Timing(edit, naturalLength, warn).resolve();
}

interface Entry {
  clip: Clip;
  path: string;
  track: number;
  /** Index of the previous clip on its track. */
  previous: number | undefined;
}

/**
 * A value to compute: a member of the clip with this index, or the end of all clips that do not themselves last until
 * the end.
 */
type Unknown = `${number}.start` | `${number}.length` | 'end';

/**
 * Computes each value once, after its dependencies. Chains of clips may be as long as the edit, so it does not recurse.
 */
class Timing {
  private readonly entries: Entry[] = [];
  private readonly aliases = new Map<string, number>();
  private readonly known = new Map<Unknown, number>();
  private readonly waiting = new Set<Unknown>();
  private readonly faults: InputFault[] = [];
  /** The longest placeholder so far; 0 while every length is certain. */
  private assumed = 0;

  constructor(
    edit: Edit,
    private readonly naturalLength: NaturalLength,
    private readonly warn: (warning: InputFault) => void,
  ) {
    for (const [track, { clips }] of edit.timeline.tracks.entries())
      for (const [index, clip] of clips.entries()) this.enter(clip, track, index);
  }

  resolve(): TimedClip[] {
    const timed = this.entries.map(({ clip, path, track }, index) => {
      const start = this.settle(`${index}.start`);
      const length = this.settle(`${index}.length`);
      if (length <= 0 && this.faults.length === 0)
        this.fault(`${path}.length`, 'too_small', 'is not longer than 0 seconds.');
      return { clip, path, track, start, length };
    });
    if (this.faults.length > 0) throw invalidEditOf(this.faults);
    return timed;
  }

  private enter(clip: Clip, track: number, index: number): void {
    const path = `timeline.tracks[${track}].clips[${index}]`;
    const position = this.entries.length;
    if (clip.alias !== undefined && this.aliases.has(clip.alias))
      this.fault(`${path}.alias`, 'duplicate_alias', `another clip already has the alias "${shorten(clip.alias)}".`);
    if (clip.alias !== undefined) this.aliases.set(clip.alias, position);
    this.entries.push({ clip, path, track, previous: index === 0 ? undefined : position - 1 });
  }

  private settle(wanted: Unknown): number {
    const stack = [wanted];
    for (let next = stack.at(-1); next !== undefined; next = stack.at(-1)) {
      if (this.known.has(next)) {
        stack.pop();
        continue;
      }
      const missing = this.dependenciesOf(next).filter((each) => !this.known.has(each));
      if (missing.length === 0) {
        this.known.set(next, this.valueOf(next));
        this.waiting.delete(next);
        continue;
      }
      this.waiting.add(next);
      for (const each of missing) {
        if (this.waiting.has(each)) this.breakCircle(each, next);
        else stack.push(each);
      }
    }
    return this.value(wanted);
  }

  private dependenciesOf(wanted: Unknown): Unknown[] {
    if (wanted === 'end')
      return this.entries.flatMap(({ clip }, index): Unknown[] =>
        clip.length === 'end' ? [] : [`${index}.start`, `${index}.length`],
      );
    const { index, entry, which } = this.read(wanted);
    const { clip, previous } = entry;
    const given = clip[which];
    if (typeof given === 'number') return [];
    if (which === 'start' && given === 'auto')
      return previous === undefined ? [] : [`${previous}.start`, `${previous}.length`];
    if (which === 'length' && given === 'auto') return [];
    if (which === 'length' && given === 'end') return [`${index}.start`, 'end'];
    const target = this.aliases.get(aliasOf(given));
    return target === undefined ? [] : [`${target}.${which}`];
  }

  /** The value of something whose dependencies are all known. */
  private valueOf(wanted: Unknown): number {
    if (wanted === 'end') return this.endOfOthers();
    const { index, entry, which } = this.read(wanted);
    const { clip, path, previous } = entry;
    const given = clip[which];
    if (typeof given === 'number') return given;
    if (which === 'start' && given === 'auto')
      return previous === undefined ? 0 : this.value(`${previous}.start`) + this.value(`${previous}.length`);
    if (which === 'length' && given === 'auto') return this.naturalSeconds(clip, path);
    if (which === 'length' && given === 'end') return this.lengthToEnd(index, entry);
    const target = this.aliases.get(aliasOf(given));
    if (target !== undefined) return this.value(`${target}.${which}`);
    this.fault(`${path}.${which}`, 'unknown_alias', `no clip has the alias "${shorten(aliasOf(given))}".`);
    return 1;
  }

  private naturalSeconds(clip: Clip, path: string): number {
    const natural = this.naturalLength(clip, path) ?? STILL_SECONDS;
    if (typeof natural === 'number') return natural;
    this.assumed = Math.max(this.assumed, natural.assumedSeconds);
    return natural.assumedSeconds;
  }

  private endOfOthers(): number {
    return this.entries.reduce(
      (end, { clip }, index) =>
        clip.length === 'end' ? end : Math.max(end, this.value(`${index}.start`) + this.value(`${index}.length`)),
      0,
    );
  }

  private lengthToEnd(index: number, { clip, path }: Entry): number {
    const length = this.value('end') - this.value(`${index}.start`);
    if (length > 0) return length;
    // The real lengths may exceed the placeholders.
    if (this.assumed > 0) return this.assumed;
    const message = 'No other clip ends after this one starts, so "end" means the same as "auto" here.';
    this.warn({ path: `${path}.length`, code: 'no_timeline_end', message });
    return this.naturalSeconds(clip, path);
  }

  /** Reports a clip that waits for itself, and gives it a value so that the computation can continue. */
  private breakCircle(wanted: Unknown, by: Unknown): void {
    this.known.set(wanted, 1);
    const named = wanted === 'end' ? by : wanted;
    if (named === 'end') return;
    const { entry, which } = this.read(named);
    const message = 'depends on itself through "auto", "end" or an alias; give one of these clips a number.';
    this.fault(`${entry.path}.${which}`, 'circular_timing', message);
  }

  private read(wanted: Exclude<Unknown, 'end'>): { index: number; entry: Entry; which: 'start' | 'length' } {
    const [digits, which] = wanted.split('.') as [string, 'start' | 'length'];
    const index = Number(digits);
    return { index, entry: this.entries[index] as Entry, which };
  }

  private value(wanted: Unknown): number {
    return this.known.get(wanted) ?? 0;
  }

  private fault(path: string, code: string, message: string): void {
    this.faults.push({ path, code, message });
  }
}

const aliasOf = (reference: string) => reference.replace('alias://', '');
