/** One environment variable, as its env class declares it. */
export interface EnvField {
  /** Property name, which is the variable's name. */
  name: string;
  /** Older or shorter names, read in this order when the variable itself is unset. */
  aliases: readonly string[];
  /** Keeps the value out of error messages and log lines. */
  secret: boolean;
  required: boolean | 'production';
  /** Turns the raw text into the property's type; throws an Error whose message completes "NAME …". */
  parse: (raw: string) => unknown;
}

export interface EnvFieldOptions {
  aliases?: readonly string[];
  secret?: boolean;
  /**
   * `true`: the process does not start without it. `production`: the same, but only with `ENVIRONMENT=production`.
   * Unset: optional; the class's initialiser is the default.
   */
  required?: boolean | 'production';
}

const fieldsByClass = new WeakMap<object, EnvField[]>();

/** The variables that an env class declares, those of its parents first. */
export function envFieldsOf(envClass: new () => object): EnvField[] {
  const parent = Object.getPrototypeOf(envClass.prototype) as object | null;
  const inherited = parent && parent !== Object.prototype ? envFieldsOf(parent.constructor as new () => object) : [];
  return [...inherited, ...(fieldsByClass.get(envClass.prototype as object) ?? [])];
}

function envField(options: EnvFieldOptions, parse: EnvField['parse']): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const fields = fieldsByClass.get(target) ?? [];
    const { aliases = [], secret = false, required = false } = options;
    fields.push({ name, aliases, secret, required, parse });
    fieldsByClass.set(target, fields);
  };
}

interface TextOptions extends EnvFieldOptions {
  minLength?: number;
  /** Must match the whole value. */
  pattern?: RegExp;
  /** For what a pattern cannot express. */
  accepts?: (raw: string) => boolean;
  /** Completes "NAME must …". */
  hint?: string;
}

/** Text. */
export function EnvString(options: TextOptions = {}) {
  return envField(options, (raw) => {
    if (options.minLength !== undefined && raw.length < options.minLength) {
      throw new Error(`must have at least ${options.minLength} characters`);
    }
    if (options.pattern && !options.pattern.test(raw))
      throw new Error(`must ${options.hint ?? `match ${options.pattern}`}`);
    if (options.accepts?.(raw) === false) throw new Error(`must ${options.hint ?? 'be valid'}`);
    return raw;
  });
}

/** A whole number within `min..max` (inclusive). */
export function EnvInteger(options: EnvFieldOptions & { min: number; max: number }) {
  return envField(options, (raw) => {
    const value = Number(raw);
    if (!/^-?\d+$/.test(raw) || value < options.min || value > options.max) {
      throw new Error(`must be a whole number from ${options.min} to ${options.max}`);
    }
    return value;
  });
}

/** true/false, 1/0, yes/no or on/off, in any case. */
export function EnvBoolean(options: EnvFieldOptions = {}) {
  return envField(options, (raw) => {
    if (/^(true|1|yes|on)$/i.test(raw)) return true;
    if (/^(false|0|no|off)$/i.test(raw)) return false;
    throw new Error('must be true or false');
  });
}

/**
 * One of a fixed set of words; case is ignored. `synonyms` maps other spellings, in lower case, to a word; `otherwise` is
 * the word for every other value.
 */
export function EnvEnum(
  values: readonly string[],
  options: EnvFieldOptions & { synonyms?: Readonly<Record<string, string>>; otherwise?: string } = {},
) {
  const synonyms = new Map(Object.entries(options.synonyms ?? {}));
  return envField(options, (raw) => {
    const word = raw.toLowerCase();
    const found = values.find((value) => value.toLowerCase() === word) ?? synonyms.get(word) ?? options.otherwise;
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  });
}

/** An absolute URL with one of `protocols` (without the colon). A trailing slash is removed. */
export function EnvUrl(protocols: readonly string[], options: EnvFieldOptions = {}) {
  return envField(options, (raw) => {
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    if (!url || !protocols.includes(url.protocol.slice(0, -1))) {
      throw new Error(`must be a URL that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`);
    }
    return raw.replace(/(?<!\/)\/+$/, '');
  });
}

/** A comma-separated list; spaces around entries and empty entries are dropped. */
export function EnvList(options: EnvFieldOptions & { pattern?: RegExp; hint?: string } = {}) {
  return envField(options, (raw) => {
    const entries = raw
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
    const wrong = options.pattern && entries.find((entry) => !options.pattern?.test(entry));
    if (wrong !== undefined)
      throw new Error(`must list only ${options.hint ?? `entries that match ${options.pattern}`}`);
    return entries;
  });
}
