/** The top-level names of `fields=id,name,picture{url}`. */
function fieldNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name = '';
  for (const sign of `${text},`) {
    if (sign === '{' || sign === '(') depth += 1;
    else if (sign === '}' || sign === ')') depth -= 1;
    else if (sign === ',' && depth === 0) {
      if (name !== '') names.push(name.split('.')[0] ?? '');
      name = '';
    } else if (depth === 0) name += sign;
  }
  return names;
}

/** The requested fields of an object, and always its id. */
export function pick(
  all: Readonly<Record<string, unknown>>,
  fields: string | null,
  byDefault: readonly string[],
): object {
  const asked = fields ? fieldNames(fields) : byDefault;
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && (name === 'id' || asked.includes(name))),
  );
}
