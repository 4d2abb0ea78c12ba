import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { JobContract } from '../contracts/define-job';

/** `value` as an instance of the contract's payload class; unchecked. */
export function toPayload(contract: JobContract, value: unknown): object {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { '': value };
  return plainToInstance(contract.payload, plain);
}

/**
 * What is wrong with a payload, naming fields but never values; undefined when it is valid. `strict` refuses fields
 * that the class does not declare. Otherwise they are dropped, because a newer publisher may add some.
 */
export function payloadFaults(payload: object, { strict = false } = {}): string | undefined {
  const errors = validateSync(payload, {
    whitelist: true,
    forbidNonWhitelisted: strict,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return errors.length === 0
    ? undefined
    : errors
        .map((error) => Object.values(error.constraints ?? { nested: `${error.property} is not valid` }).join(', '))
        .join('; ');
}
