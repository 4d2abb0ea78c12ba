/** A part of a text: the offsets of its first character and of the one after its last. */
export interface TextRange {
  start: number;
  end: number;
}

/** A name in an object with its value, or an item of an array, whose name is its index. */
export interface Member {
  name: string | number;
  /** Where the name is; undefined for items. */
  key?: TextRange;
  /** Undefined while it is not written yet. */
  value?: JsonNode;
}

export interface JsonNode extends TextRange {
  kind: 'object' | 'array' | 'string' | 'literal';
  members: readonly Member[];
}

const STRING = /"(?:[^"\\\n]|\\.)*"?/y;
const LITERAL = /[^\s,:{}[\]"]+/y;
const BLANK = /\s*/y;
const SEPARATORS = /[\s,:]*/y;
/** Deeper values have no members. */
const MOST_DEPTH = 200;

/** Reads a text that need not be complete JSON, as it is while a person types. */
export function jsonTree(text: string): JsonNode | undefined {
  return new Reader(text).value(0);
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): JsonNode | undefined {
    this.skip(BLANK);
    const start = this.at;
    const first = this.text[start];
    const isNested = depth < MOST_DEPTH;
    if (first === '{' && isNested) return this.container('object', () => this.member(depth));
    if (first === '[' && isNested) return this.container('array', (index) => this.item(index, depth));
    const kind = first === '"' ? 'string' : 'literal';
    return this.skip(kind === 'string' ? STRING : LITERAL) > start
      ? { kind, start, end: this.at, members: [] }
      : undefined;
  }

  private container(kind: 'object' | 'array', read: (index: number) => Member | undefined): JsonNode {
    const start = this.at++;
    const closing = kind === 'object' ? '}' : ']';
    const members: Member[] = [];
    for (;;) {
      this.skip(SEPARATORS);
      const next = this.text[this.at];
      if (next === closing) this.at++;
      // The other bracket closes a container around this one.
      if (next === undefined || next === '}' || next === ']') break;
      const before = this.at;
      const member = read(members.length);
      if (member) members.push(member);
      if (this.at === before) this.at++;
    }
    return { kind, start, end: this.at, members };
  }

  private member(depth: number): Member | undefined {
    const start = this.at;
    if (this.skip(this.text[start] === '"' ? STRING : LITERAL) === start) return undefined;
    const key = { start, end: this.at };
    const name = stringOf(this.text.slice(start, this.at));
    this.skip(BLANK);
    if (this.text[this.at] !== ':') return { name, key };
    this.at++;
    return { name, key, value: this.value(depth + 1) };
  }

  private item(index: number, depth: number): Member | undefined {
    const value = this.value(depth + 1);
    return value && { name: index, value };
  }

  /** @returns the offset after the pattern */
  private skip(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.text)?.[0].length ?? 0;
    return this.at;
  }
}

/** The value of a string in JSON, also of one without its quotes. */
export function stringOf(text: string): string {
  const bare = text.replace(/^"|"$/g, '');
  try {
    return JSON.parse(`"${bare}"`) as string;
  } catch {
    return bare;
  }
}

/** The range of a path such as `timeline.tracks[0].clips[2]`, or of the nearest value around it. */
export function rangeOf(path: string, tree: JsonNode | undefined): TextRange | undefined {
  let node = tree;
  for (const [, index, name] of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    const wanted = index === undefined ? name : Number(index);
    const next = node?.members.find((member) => member.name === wanted);
    if (!next?.value) return next?.key ?? node;
    node = next.value;
  }
  return node;
}

/** The number of the line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
