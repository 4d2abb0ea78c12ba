import type { Declaration } from './shorthands';

/** Values of custom properties by their names, such as `--brand`. */
export type Variables = ReadonlyMap<string, string>;

/** How deep variables may refer to each other. */
const DEEPEST = 8;
const LONGEST_VALUE = 1_000;
const START = 'var(';
const REFERENCE = /^\s*(--[\w-]{1,100})\s*(?:,([^]*))?$/;

/** Custom properties count for the whole document: those of the root win, since themes declare theirs there. */
export function variablesOf(rules: readonly { isRoot: boolean; declarations: readonly Declaration[] }[]): Variables {
  const ordered = [...rules.filter(({ isRoot }) => !isRoot), ...rules.filter(({ isRoot }) => isRoot)];
  return new Map(
    ordered.flatMap(({ declarations }) =>
      declarations.flatMap(({ name, value }) =>
        name.startsWith('--') && value.length <= LONGEST_VALUE ? [[name, value] as const] : [],
      ),
    ),
  );
}

/** The value without `var()`; undefined when it names a variable that has neither a value nor a fallback. */
export function withoutVariables(value: string, variables: Variables): string | undefined {
  let resolved: string | undefined = value;
  for (let depth = 0; resolved?.includes(START); depth++) {
    if (depth >= DEEPEST || resolved.length > LONGEST_VALUE) return undefined;
    resolved = replaceOnce(resolved, variables);
  }
  return resolved;
}

/** Replaces each outermost `var()`; what takes its place may hold others. */
function replaceOnce(value: string, variables: Variables): string | undefined {
  let replaced = '';
  let from = 0;
  for (let start = value.indexOf(START); start >= 0; start = value.indexOf(START, from)) {
    const end = closingParenthesis(value, start + START.length);
    const [, name, fallback] = REFERENCE.exec(value.slice(start + START.length, end)) ?? [];
    const found = name === undefined ? undefined : (variables.get(name) ?? fallback);
    if (end === undefined || found === undefined) return undefined;
    replaced += value.slice(from, start) + found.trim();
    from = end + 1;
  }
  return replaced + value.slice(from);
}

/** The position of the parenthesis that closes the one before `from`. */
function closingParenthesis(value: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < value.length; at++) {
    if (value[at] === '(') open++;
    if (value[at] === ')' && --open === 0) return at;
  }
  return undefined;
}
