import { createHash, type Hash } from 'node:crypto';
import { nextTurn } from '../../process/loop-turns';

/** Number of values to read before other requests get a turn: a few milliseconds of work. */
const VALUES_A_TURN = 5_000;
const CHARACTERS_A_PIECE = 65_536;

/** SHA-256 of the request. The order of members and white space in a JSON body make no difference. */
export async function requestFingerprint(method: string, path: string, body: unknown): Promise<Buffer> {
  const hash = createHash('sha256').update(`${method} ${path}\n`);
  if (Buffer.isBuffer(body)) hash.update(body);
  else if (body !== undefined) await hashJson(hash, body);
  return hash.digest();
}

/** An object or list whose first members are already hashed. */
type Open = { next: number } & (
  | { list: readonly unknown[] }
  | { object: Record<string, unknown>; keys: readonly string[] }
);

/** Hashes a value as JSON with sorted members, in steps: a body may hold a quarter of a million values. */
async function hashJson(hash: Hash, root: unknown): Promise<void> {
  const open: Open[] = [];
  let text = begin(root, open);
  for (let values = 1, holder = open.at(-1); holder; values += 1, holder = open.at(-1)) {
    text += nextPart(holder, open);
    if (text.length > CHARACTERS_A_PIECE) {
      hash.update(text);
      text = '';
    }
    if (values % VALUES_A_TURN === 0) await nextTurn();
  }
  hash.update(text);
}

/** The first part of a value: all of it, or the bracket that opens it. */
function begin(value: unknown, open: Open[]): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) open.push({ next: 0, list: value });
  else open.push({ next: 0, object: value as Record<string, unknown>, keys: Object.keys(value).sort() });
  return Array.isArray(value) ? '[' : '{';
}

/** The next member of the innermost object or list, or the bracket that closes it. */
function nextPart(holder: Open, open: Open[]): string {
  const at = holder.next++;
  const comma = at > 0 ? ',' : '';
  if ('list' in holder) {
    if (at < holder.list.length) return comma + begin(holder.list[at], open);
    open.pop();
    return ']';
  }
  const key = holder.keys[at];
  if (key !== undefined) return `${comma}${JSON.stringify(key)}:${begin(holder.object[key], open)}`;
  open.pop();
  return '}';
}
