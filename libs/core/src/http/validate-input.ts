import { ParseUUIDPipe, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { invalidInput, notFound } from '../core.errors';
import { faultsOf } from '../errors/validation-faults';

/** Validates every DTO: refuses unknown fields and reports all faults together. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors: ValidationError[]) => invalidInput(undefined, { errors: faultsOf(errors) }),
  });
}

/** For `@Param('id', existingId)`: a text that is not a UUID cannot be the id of anything. */
export const existingId = new ParseUUIDPipe({ exceptionFactory: () => notFound() });
