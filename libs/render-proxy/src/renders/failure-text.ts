import type { Render } from './render.entity';

/** Maximum number of faults in one text; the job lists all of them. */
const NAMED_FAULTS = 5;

/**
 * Why a render ended without a video, in one text: the message, then each fault with its JSON path. Null for every
 * other render.
 */
export function failureText({ status, error }: Pick<Render, 'status' | 'error'>): string | null {
  if (!error) return status === 'cancelled' ? 'The render was cancelled.' : null;
  const { message, errors = [] } = error;
  if (errors.length === 0) return message;
  const named = errors.slice(0, NAMED_FAULTS).map(({ path, message: reason }) => (path ? `${path} ${reason}` : reason));
  const more = errors.length > NAMED_FAULTS ? [`and ${errors.length - NAMED_FAULTS} more`] : [];
  return `${message.replace(/\.$/, '')}: ${[...named, ...more].join('; ')}`;
}
