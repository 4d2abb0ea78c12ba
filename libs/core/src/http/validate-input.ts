import { ParseUUIDPipe, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { invalidInput, notFound } from '../core.errors';
import { faultsOf } from '../errors/validation-faults';

/** Checks every DTO: unknown fields are refused, all faults are reported together. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors: ValidationError[]) => invalidInput(undefined, { errors: faultsOf(errors) }),
  });
}

/** For `@Param('id', existingId)`: a text that is no UUID is the id of nothing. */
export const existingId = new ParseUUIDPipe({ exceptionFactory: () => notFound() });
