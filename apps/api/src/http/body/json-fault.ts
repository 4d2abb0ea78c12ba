import { nextTurn } from '@app/core';

const LINE_END = 0x0a;
/** Characters to count, and to take apart, before other requests get a turn: a few milliseconds of work. */
const COUNTED_A_TURN = 524_288;
const EXAMINED_A_TURN = 65_536;
const TOKEN = /[ \t\r\n]{1,65536}|[-\d][\d.eE+-]{0,65535}|true|false|null|["{}[\],:]/y;
const IN_STRING = /[^"\\]{1,65536}|\\[^]?|"/y;

/**
 * Says why `JSON.parse` refused a text, and where, without repeating the text: it may hold a password. Other requests are
 * served while it examines a large one.
 */
export async function describeFault(text: string, { message }: Error): Promise<string> {
  // Where the engine gives no position, its message quotes the text.
  const [, reason, position] = /^([^"]*?)(?: in JSON)? at position (\d+)/.exec(message) ?? [];
  const at = position === undefined ? await unexpectedAt(text) : Number(position);
  return `${reason ?? (at < text.length ? 'unexpected character' : 'unexpected end')} at ${await placeOf(text, at)}`;
}

async function placeOf(text: string, end: number): Promise<string> {
  let [line, start] = [1, 0];
  for (let at = 0; at < end; ) {
    if (at > 0) await nextTurn();
    for (const last = Math.min(end, at + COUNTED_A_TURN); at < last; at += 1) {
      if (text.charCodeAt(at) !== LINE_END) continue;
      line += 1;
      start = at + 1;
    }
  }
  return `line ${line}, column ${end - start + 1}`;
}

/** Index of the first token that is not allowed at its position; the length of the text if it merely ends too early. */
async function unexpectedAt(text: string): Promise<number> {
  let [before, inString, turnAt] = [',', false, EXAMINED_A_TURN];
  for (let at = 0; ; ) {
    if (at > turnAt) {
      await nextTurn();
      turnAt = at + EXAMINED_A_TURN;
    }
    const piece = inString ? IN_STRING : TOKEN;
    piece.lastIndex = at;
    const [found] = piece.exec(text) ?? [];
    if (found === undefined) return at;
    if (inString) inString = found !== '"';
    else if (/\S/.test(found)) {
      const wantsValue = ',:['.includes(before) && !(before === '[' && found === ']');
      if (wantsValue && ',:]}'.includes(found)) return at;
      inString = found === '"';
      before = found;
    }
    at += found.length;
  }
}
