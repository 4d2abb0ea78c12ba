import { registerAs } from '@nestjs/config';
import { type EnvField, envFieldsOf } from './env-field';
import { type EnvSource, environment } from './environment';
import { ConfigurationError, type EnvClass, isProduction, parseEnv, readEnv } from './read-env';

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
