import { registerAs } from '@nestjs/config';
import { validateSync } from 'class-validator';
import { type EnvField, envFieldsOf } from './env-field';
import { type EnvSource, environment } from './environment';

type EnvClass<T extends object> = new () => T;

/** An env class may know what is not safe in production, as sentences that begin with a variable's name. */
interface ProductionChecks {
  productionFaults?: () => string[];
}

const declaredEnvs = new Map<string, EnvClass<object>>();

/** Thrown at start-up with every fault of every variable, one a line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Declares the environment variables of a lib or provider. The returned factory is what `ConfigModule.forFeature` takes
 * and `ConfigType<typeof x>` describes; the properties carry the variables' own names.
 *
 * @param namespace unique; by convention the lib's name, or `<lib>.<provider>`
 */
export function defineConfig<T extends object>(namespace: string, envClass: EnvClass<T>) {
  declaredEnvs.set(namespace, envClass);
  return registerAs(namespace, () => readEnv(envClass));
}

/** A variable with where it belongs and what holds when it is unset. */
export interface DeclaredVariable extends EnvField {
  namespace: string;
  default?: string | number | boolean | readonly string[];
}

/** Every variable that the loaded code declares, for `.env.example` and the documentation. */
export function declaredVariables(): DeclaredVariable[] {
  return [...declaredEnvs].flatMap(([namespace, envClass]) => {
    const defaults = new envClass() as Record<string, DeclaredVariable['default']>;
    return envFieldsOf(envClass).map((field) => ({ ...field, namespace, default: defaults[field.name] }));
  });
}

/**
 * Checks every declared env class, in production for safety as well, and reports all faults together. Called first in each `main`.
 * @throws ConfigurationError
 */
export function assertEnvironment(source: EnvSource = environment()): void {
  const isProduction = /^production$/i.test((source.ENVIRONMENT?.trim() || source.NODE_ENV?.trim()) ?? '');
  const faults = [...declaredEnvs.values()].flatMap((envClass) => {
    const { values, faults: own } = parseEnv(envClass, source);
    const unsafe = isProduction ? ((values as ProductionChecks).productionFaults?.() ?? []) : [];
    return [...own, ...unsafe];
  });
  if (faults.length > 0) throw new ConfigurationError([...new Set(faults)]);
}

/**
 * One env class, read and checked.
 * @throws ConfigurationError with all faults of this class
 */
export function readEnv<T extends object>(envClass: EnvClass<T>, source: EnvSource = environment()): T {
  const { values, faults } = parseEnv(envClass, source);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return values;
}

function parseEnv<T extends object>(envClass: EnvClass<T>, source: EnvSource): { values: T; faults: string[] } {
  const values = new envClass();
  const faults: string[] = [];
  for (const field of envFieldsOf(envClass)) {
    const found = [field.name, ...field.aliases].find((name) => source[name]?.trim());
    if (found === undefined) continue;
    const raw = source[found]?.trim() ?? '';
    try {
      Object.assign(values, { [field.name]: field.parse(raw) });
    } catch (error) {
      faults.push(`${found} ${(error as Error).message}${field.secret ? '' : ` (it is "${raw.slice(0, 80)}")`}`);
    }
  }
  if (faults.length > 0) return { values, faults };
  for (const error of validateSync(values, { skipMissingProperties: false, forbidUnknownValues: false })) {
    faults.push(...Object.values(error.constraints ?? {}).map((text) => `${error.property} ${text}`));
  }
  return { values, faults };
}
