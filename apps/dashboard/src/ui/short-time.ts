const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** An instant in the viewer's own zone, in a text. */
export const shortTime = (at: string): string => SHORT.format(new Date(at));
