import { EditBudget } from './edit-budget';
import { DEFAULT_EDIT_LIMITS, type EditLimits } from './edit-limits';
import { placeholderName, placeholdersIn } from './placeholders';

interface MergeField {
  find: string;
  replace: unknown;
}

/**
 * Inserts the edit's own `merge` values into every string; the last value of a name counts. A string that is only a
 * placeholder takes the value with its JSON type; inside a longer string the value is inserted as text. Names are case
 * sensitive; unknown names stay as they are. `null` inside a longer string is an empty text. Inserted text is not
 * searched again, so a value cannot smuggle in further placeholders. Skips what `readEdit` refuses as a merge field.
 * @throws edit_too_expensive as soon as the merged edit exceeds a limit; nothing larger is ever built
 */
export function applyMergeFields(edit: unknown, limits: EditLimits = DEFAULT_EDIT_LIMITS): unknown {
  if (typeof edit !== 'object' || edit === null || Array.isArray(edit)) return edit;
  const { merge, ...rest } = edit as Record<string, unknown>;
  const fields = Array.isArray(merge) ? (merge as unknown[]).filter(isMergeField) : [];
  return fields.length === 0 ? rest : new Merging(fields, limits).substitute(rest, 0);
}

const isMergeField = (value: unknown): value is MergeField =>
  typeof value === 'object' && value !== null && typeof (value as MergeField).find === 'string' && 'replace' in value;

class Merging {
  private readonly values: ReadonlyMap<string, unknown>;
  /** Converts values that are not texts for insertion into texts. */
  private readonly asText = new Map<string, string>();
  private readonly budget: EditBudget;

  constructor(fields: readonly MergeField[], limits: EditLimits) {
    this.values = new Map(fields.map(({ find, replace }) => [find.trim(), replace]));
    this.budget = new EditBudget(limits);
  }

  substitute(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.substituteText(value, depth);
    this.budget.addNode(depth);
    if (Array.isArray(value)) return value.map((item) => this.substitute(item, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        this.budget.addCharacters(key.length);
        return [key, this.substitute(member, depth + 1)];
      }),
    );
  }

  private substituteText(text: string, depth: number): unknown {
    const whole = placeholderName(text);
    if (whole !== undefined && this.values.has(whole)) {
      const value = this.values.get(whole);
      this.budget.addPlaceholder();
      this.budget.add(value, depth);
      return value;
    }
    this.budget.addNode(depth);
    const parts: string[] = [];
    let read = 0;
    for (const { name, start, end } of placeholdersIn(text)) {
      if (!this.values.has(name)) continue;
      this.budget.addPlaceholder();
      parts.push(this.counted(text.slice(read, start)), this.counted(this.textOf(name)));
      read = end;
    }
    return [...parts, this.counted(text.slice(read))].join('');
  }

  private counted(text: string): string {
    this.budget.addCharacters(text.length);
    return text;
  }

  private textOf(name: string): string {
    const value = this.values.get(name);
    if (typeof value === 'string') return value;
    if (value === null) return '';
    const known = this.asText.get(name);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    this.asText.set(name, text);
    return text;
  }
}
