import { z } from 'zod';

/** The JSON text of a platform's message; a text that is not JSON breaks the schema like any other wrong message. */
export const jsonText = <T extends z.ZodType>(message: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(message);
