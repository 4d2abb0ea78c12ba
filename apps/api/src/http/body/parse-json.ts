import { isUtf8 } from 'node:buffer';
import type { InputFault } from '@app/core';
import { joinPath, malformedRequest, nextTurn, payloadTooComplex } from '@app/core';
import { describeFault } from './json-fault';

/** Limits of a JSON body. Refusing a body costs a few passes over its bytes, in steps. */
export interface BodyLimits {
  bytes: number;
  /** Levels of objects and lists. */
  depth: number;
  /** Values in the whole body: members, list entries and what they hold. */
  values: number;
  /** Members of one object. */
  members: number;
}

const MAX_FAULTS = 20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENER = 0x7b;
const CLOSER = 0x7d;
/** Bytes to examine before other requests get a turn: a few milliseconds of work. */
const BYTES_A_TURN = 524_288;
const VALUES_A_TURN = 10_000;
/** Bodies up to this size are received and parsed in a single step, larger ones in turns. */
export const LARGE_BYTES = 65_536;

/**
 * Parses JSON that is safe to pass on: within the limits, UTF-8, without characters or numbers that a database or a
 * later serialiser cannot represent, and without keys that reach a prototype. Never recurses; it reads large documents
 * in steps, between which other requests are served.
 * @throws malformed_request or payload_too_complex, with the position
 */
export async function parseJson(bytes: Buffer, limits: BodyLimits): Promise<unknown> {
  const isLarge = bytes.length > LARGE_BYTES;
  if (!isUtf8(bytes)) throw malformedRequest('The body is not valid UTF-8.');
  const shape = new Shape(limits);
  for (let at = 0; at < bytes.length; ) {
    if (isLarge) await nextTurn();
    at = shape.read(bytes, at, at + BYTES_A_TURN);
  }
  if (isLarge) await nextTurn();
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (isLarge) await nextTurn();
  const value = await parse(text);
  const errors = await findFaults(value);
  if (errors.length > 0)
    throw malformedRequest('The body contains values that are not accepted; see `errors`.', { errors });
  return value;
}

/** Counts brackets and commas outside strings, so that a hostile structure is refused before it is built. */
class Shape {
  private depth = 0;
  private values = 1;
  private inString = false;
  /** Number of members of the open objects so far, by depth; NaN for lists. */
  private readonly members: number[] = [];

  constructor(private readonly limits: BodyLimits) {}

  /** Reads from `start` to `end`, or one byte further after an escape; returns where it stopped. */
  read(bytes: Buffer, start: number, end: number): number {
    const last = Math.min(end, bytes.length);
    let at = start;
    for (; at < last; at += 1) {
      const byte = bytes[at] as number;
      if (this.inString) {
        if (byte === BACKSLASH) at += 1;
        else if (byte === QUOTE) this.inString = false;
      } else if (byte === QUOTE) this.inString = true;
      else if (byte === COMMA) this.count();
      // `[` and `{`, `]` and `}` differ in one bit.
      else if ((byte | 0x20) === OPENER) this.open(byte === OPENER, at);
      else if ((byte | 0x20) === CLOSER) this.depth -= 1;
    }
    return at;
  }

  private open(isObject: boolean, at: number): void {
    this.depth += 1;
    if (this.depth > this.limits.depth)
      throw payloadTooComplex(`The body is nested more than ${this.limits.depth} levels deep, first at byte ${at}.`);
    this.members[this.depth] = isObject ? 0 : Number.NaN;
    this.count();
  }

  private count(): void {
    this.values += 1;
    if (this.values > this.limits.values)
      throw payloadTooComplex(`The body contains more than ${this.limits.values} values.`);
    const members = (this.members[this.depth] ?? Number.NaN) + 1;
    this.members[this.depth] = members;
    if (members > this.limits.members)
      throw payloadTooComplex(`An object of the body has more than ${this.limits.members} members.`);
  }
}

async function parse(text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedRequest(`The body is not valid JSON: ${await describeFault(text, error as SyntaxError)}.`);
  }
}

interface Holder {
  value: object;
  key: string | number;
  parent?: Holder;
}

/** Walks the parsed value without recursion; builds paths only for faults. */
async function findFaults(root: unknown): Promise<InputFault[]> {
  const faults: InputFault[] = [];
  let looked = 0;
  const pending: Holder[] = [{ value: { '': root }, key: '' }];
  for (let holder = pending.pop(); holder && faults.length < MAX_FAULTS; holder = pending.pop()) {
    const list = Array.isArray(holder.value) ? (holder.value as unknown[]) : undefined;
    // Building paths for every position of a long list would take a while.
    for (const key of list ? list.keys() : Object.keys(holder.value)) {
      looked += 1;
      if (looked % VALUES_A_TURN === 0) await nextTurn();
      const value = (holder.value as Record<string, unknown>)[key];
      const fault = (typeof key === 'number' ? undefined : faultOfKey(key, value)) ?? faultOfValue(value);
      if (fault) faults.push({ path: pathOf(holder, key), ...fault });
      else if (typeof value === 'object' && value !== null) pending.push({ value, key, parent: holder });
    }
  }
  return faults;
}

function faultOfKey(key: string, value: unknown): Omit<InputFault, 'path'> | undefined {
  const reachesPrototype =
    key === '__proto__' ||
    (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));
  return reachesPrototype ? { code: 'forbidden_key', message: 'is not allowed as a property name' } : faultOfText(key);
}

function faultOfValue(value: unknown): Omit<InputFault, 'path'> | undefined {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { code: 'number_out_of_range', message: 'is a number that is too large' };
  return typeof value === 'string' ? faultOfText(value) : undefined;
}

function faultOfText(text: string): Omit<InputFault, 'path'> | undefined {
  if (text.includes('\0')) return { code: 'invalid_text', message: 'contains a NUL character' };
  // With the u flag this matches half of a surrogate pair only when the other half is missing.
  return /\p{Surrogate}/u.test(text)
    ? { code: 'invalid_text', message: 'contains half of a surrogate pair' }
    : undefined;
}

function pathOf(holder: Holder, key: string | number): string {
  const keys: (string | number)[] = [key];
  for (let at: Holder | undefined = holder; at?.parent; at = at.parent) keys.unshift(at.key);
  return keys
    .filter((part, index) => index > 0 || part !== '')
    .reduce<string>((path, part) => joinPath(path, part), '');
}
