import { ValidateBy } from 'class-validator';

/** A member of Shotstack's contract that we refuse with an explanation instead of ignoring it. */
export const NotOffered = (message: string): PropertyDecorator =>
  ValidateBy({
    name: 'not_offered',
    validator: { validate: (value) => value === undefined || value === null, defaultMessage: () => message },
  });
