/** The id of a field that Stripe shows as an id or, expanded, as the object. */
export const idOf = (field: string | { id: string } | null | undefined): string | undefined =>
  typeof field === 'string' ? field : field?.id;

/** Stripe counts whole seconds. */
export const dateOf = (seconds: number): Date => new Date(seconds * 1_000);
