import type { InputFault } from '@app/core';
import { editTooExpensive } from '../render-proxy.errors';
import type { EditLimits } from './edit-limits';

/** Counts the parts of an edit while it is read or built, and stops the work at the first limit that it exceeds. */
export class EditBudget {
  private nodes = 0;
  private characters = 0;
  private placeholders = 0;

  constructor(private readonly limits: EditLimits) {}

  /** Characters of everything counted so far. */
  get size(): number {
    return this.characters;
  }

  /**
   * Counts a value with everything in it.
   * @param depth nesting depth of the value
   * @throws edit_too_expensive
   */
  add(value: unknown, depth = 0): void {
    this.addNode(depth);
    if (typeof value === 'string') this.addCharacters(value.length);
    else if (Array.isArray(value)) for (const item of value) this.add(item, depth + 1);
    else if (typeof value === 'object' && value !== null) this.addMembers(value, depth);
  }

  private addMembers(object: object, depth: number): void {
    const { maxMembers } = this.limits;
    let members = 0;
    // Unlike Object.keys this does not list the members of a huge object before they are counted.
    for (const key in object) {
      if (++members > maxMembers)
        throw tooExpensive('too_many_members', `has an object with more than ${maxMembers} members.`);
      this.addCharacters(key.length);
      this.add((object as Record<string, unknown>)[key], depth + 1);
    }
  }

  /** Counts one object, list or plain value; the caller counts its members. */
  addNode(depth: number): void {
    const { maxDepth, maxNodes } = this.limits;
    if (depth > maxDepth) throw tooExpensive('too_deep', `is nested deeper than ${maxDepth} levels; flatten it.`);
    if (++this.nodes > maxNodes) throw tooExpensive('too_many_values', `holds more than ${maxNodes} values.`);
    // Quotation marks, comma and colon, or a number.
    this.addCharacters(4);
  }

  addCharacters(count: number): void {
    const { maxCharacters } = this.limits;
    this.characters += count;
    if (this.characters > maxCharacters)
      throw tooExpensive('too_large', `is longer than ${maxCharacters} characters with its merge fields filled in.`);
  }

  addPlaceholder(): void {
    const { maxPlaceholders } = this.limits;
    if (++this.placeholders > maxPlaceholders)
      throw tooExpensive('too_many_placeholders', `holds more than ${maxPlaceholders} placeholders.`);
  }
}

/** The members of an asset that are laid out as text. */
const TEXTS = ['text', 'html', 'css'] as const;

/**
 * Limits on what a merged edit describes, whatever its shape.
 * @throws edit_too_expensive naming the first path that exceeds one
 */
export function checkSize(merged: unknown, { maxTracks, maxClips, maxTextCharacters }: EditLimits): void {
  const tracks = (merged as { timeline?: { tracks?: unknown } } | null)?.timeline?.tracks;
  if (!Array.isArray(tracks)) return;
  const path = 'timeline.tracks';
  if (tracks.length > maxTracks)
    throw tooExpensive('too_many_tracks', `has ${tracks.length} tracks; at most ${maxTracks} are allowed.`, path);
  let clips = 0;
  for (const [track, { clips: inTrack }] of (tracks as { clips?: unknown }[]).map((each) => each ?? {}).entries()) {
    if (!Array.isArray(inTrack)) continue;
    clips += inTrack.length;
    if (clips > maxClips) throw tooExpensive('too_many_clips', `holds more than ${maxClips} clips.`, path);
    for (const [index, clip] of (inTrack as ({ asset?: unknown } | null)[]).entries()) {
      const asset = clip?.asset as Partial<Record<string, unknown>> | null | undefined;
      const long = TEXTS.find((member) => lengthOf(asset?.[member]) > maxTextCharacters);
      if (long)
        throw tooExpensive(
          'text_too_long',
          `is ${lengthOf(asset?.[long])} characters long; at most ${maxTextCharacters} are allowed.`,
          `${path}[${track}].clips[${index}].asset.${long}`,
        );
    }
  }
}

const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : 0);

function tooExpensive(code: string, message: string, path = '') {
  const fault: InputFault = { path, code, message: path ? message : `The edit ${message}` };
  return editTooExpensive(undefined, { errors: [fault] });
}
