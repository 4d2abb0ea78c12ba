import type { ErrorFactory } from '@app/core';
import { SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

const ERRORS = 'reelway:errors';

/**
 * The errors of an operation in addition to those of its access rule, its input and its decorators. The contract names
 * their codes for each status.
 */
export const Throws = (...errors: ErrorFactory[]) => SetMetadata(ERRORS, errors);

/** The errors that `Throws` declares at the method and at its controller. */
export function declaredErrorsOf(reflector: Reflector, targets: (() => unknown)[]): ErrorFactory[] {
  return reflector.getAllAndMerge<ErrorFactory[]>(ERRORS, targets as never);
}
