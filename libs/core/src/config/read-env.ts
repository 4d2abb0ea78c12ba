import { registerAs } from '@nestjs/config';
import { validateSync } from 'class-validator';
import { type EnvField, envFieldsOf } from './env-field';
import { type EnvSource, environment } from './environment';

type EnvClass<T extends object> = new () => T;

/**
 * An env class may report settings that are unsafe in production, each as a sentence that begins with a variable's
 * name.
 */
interface ProductionChecks {
  productionFaults?: () => string[];
}

const declaredEnvs = new Map<string, EnvClass<object>>();
type Requirement = (source: EnvSource) => string | undefined | Promise<string | undefined>;
const requirements: Requirement[] = [];

/** Thrown at start-up with every fault of every variable, one per line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Declares the environment variables of a lib or provider. Pass the returned factory to `ConfigModule.forFeature` and
 * to `ConfigType<typeof x>`; the properties have the variables' own names.
 *
 * @param namespace unique; by convention the lib's name, or `<lib>.<provider>`
 */
export function defineConfig<T extends object>(namespace: string, envClass: EnvClass<T>) {
  declaredEnvs.set(namespace, envClass);
  return registerAs(namespace, () => readEnv(envClass));
}

/** Whether the environment is `production`, as `CoreEnv` reads it. */
export const isProduction = (source: EnvSource = environment()): boolean =>
  (source.ENVIRONMENT?.trim() || source.NODE_ENV?.trim())?.toLowerCase() === 'production';

/**
 * Adds a check to `assertEnvironment` that involves several variables, for example "one of these must be set".
 * @param check returns the fault in words, or undefined when there is none
 */
export function defineRequirement(check: Requirement): void {
  requirements.push(check);
}

/** A variable, the namespace it belongs to, and its default. */
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
 * Checks every declared env class, including production safety in production, and reports all faults together. Each
 * `main` calls it first.
 * @throws ConfigurationError
 */
export async function assertEnvironment(source: EnvSource = environment()): Promise<void> {
  const inProduction = isProduction(source);
  const faults = [...declaredEnvs.values()].flatMap((envClass) => {
    const { values, faults: own } = parseEnv(envClass, source);
    const unsafe = inProduction ? ((values as ProductionChecks).productionFaults?.() ?? []) : [];
    return [...own, ...unsafe];
  });
  const unmet = await Promise.all(requirements.map(async (check) => check(source)));
  faults.push(...unmet.filter((fault) => fault !== undefined));
  if (faults.length > 0) throw new ConfigurationError([...new Set(faults)]);
}

/**
 * Reads and checks one env class.
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
  const faulty = new Set<string>();
  for (const field of envFieldsOf(envClass)) {
    const found = [field.name, ...field.aliases].find((name) => source[name]?.trim());
    if (found === undefined) {
      if (!field.requiredInProduction || !isProduction(source)) continue;
      faulty.add(field.name);
      faults.push(`${field.name} is required in production`);
      continue;
    }
    const raw = source[found]?.trim() ?? '';
    try {
      Object.assign(values, { [field.name]: field.parse(raw) });
    } catch (error) {
      faulty.add(field.name);
      faults.push(`${found} ${(error as Error).message}${field.secret ? '' : ` (it is "${raw.slice(0, 80)}")`}`);
    }
  }
  for (const error of validateSync(values, { skipMissingProperties: false, forbidUnknownValues: false })) {
    if (faulty.has(error.property)) continue;
    faults.push(...Object.values(error.constraints ?? {}).map((text) => `${error.property} ${text}`));
  }
  return { values, faults };
}
