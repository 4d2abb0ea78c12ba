import type { Declaration } from './shorthands';

/** Values of custom properties by their names, such as `--brand`. */
export type Variables = ReadonlyMap<string, string>;

/** How deep variables may refer to each other. */
const DEEPEST = 8;
const LONGEST_VALUE = 1_000;
const VARIABLE = /var\(\s*(--[\w-]{1,100})\s*(?:,([^()]{0,200}))?\)/g;

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
  let resolved = value;
  for (let depth = 0; resolved.includes('var('); depth++) {
    if (depth >= DEEPEST || resolved.length > LONGEST_VALUE) return undefined;
    let isComplete = true;
    const next = resolved.replace(VARIABLE, (_, name: string, fallback?: string) => {
      const found = variables.get(name) ?? fallback;
      isComplete &&= found !== undefined;
      return (found ?? '').trim();
    });
    if (!isComplete || next === resolved) return undefined;
    resolved = next;
  }
  return resolved;
}
