import { envFieldsOf } from './env-field';
import { type EnvSource, environment } from './environment';

export type EnvClass<T extends object> = new () => T;

/** Thrown at start-up with every fault of every variable, one per line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/** Whether the environment is `production`, as `CoreEnv` reads it. */
export const isProduction = (source: EnvSource = environment()): boolean =>
  (source.ENVIRONMENT?.trim() || source.NODE_ENV?.trim())?.toLowerCase() === 'production';

/**
 * Reads and checks one env class.
 * @throws ConfigurationError with all faults of this class
 */
export function readEnv<T extends object>(envClass: EnvClass<T>, source: EnvSource = environment()): T {
  const { values, faults } = parseEnv(envClass, source);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return values;
}

/** The values of an env class, and all faults of its variables, each as a sentence that begins with a name. */
export function parseEnv<T extends object>(envClass: EnvClass<T>, source: EnvSource): { values: T; faults: string[] } {
  const values = new envClass();
  const faults: string[] = [];
  for (const field of envFieldsOf(envClass)) {
    const found = [field.name, ...field.aliases].find((name) => source[name]?.trim());
    if (found === undefined) {
      if (field.required === true) faults.push(`${field.name} is required`);
      else if (field.required && isProduction(source)) faults.push(`${field.name} is required in production`);
      continue;
    }
    const raw = source[found]?.trim() ?? '';
    try {
      Object.assign(values, { [field.name]: field.parse(raw) });
    } catch (error) {
      faults.push(`${found} ${(error as Error).message}${field.secret ? '' : ` (it is "${raw.slice(0, 80)}")`}`);
    }
  }
  return { values, faults };
}
