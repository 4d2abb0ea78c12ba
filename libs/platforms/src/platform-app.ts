import { ConfigurationError } from '@app/core';

/** Our registration at a platform. */
export interface PlatformApp {
  id: string;
  secret: string;
}

/**
 * The pair of variables of an app; undefined when neither is set.
 * @param pair name and value of the id, then of the secret
 * @throws ConfigurationError when only one is set
 */
export function platformApp(pair: Readonly<Record<string, string | undefined>>): PlatformApp | undefined {
  const [id, secret] = Object.values(pair);
  if (id !== undefined && secret !== undefined) return { id, secret };
  const missing = Object.keys(pair).filter((name) => pair[name] === undefined);
  if (missing.length === 1) throw new ConfigurationError([`${Object.keys(pair).join(' and ')} are required together`]);
  return undefined;
}
