import { assertEnvironment, environment, isProduction } from '@app/core';

/**
 * For commands. In production it checks the variables of every lib, not only of those that the command uses: the first
 * command of an installation reports everything that the later processes would refuse.
 * @throws ConfigurationError with all faults
 */
export async function assertConfiguration(source = environment()): Promise<void> {
  if (isProduction(source)) await import('../docs/libraries.js');
  await assertEnvironment(source);
}
