/**
 * SQL for an assignment to `uploads`: records who changed what an upload publishes. Those people do not approve its posts.
 * @param person the parameter with the id, such as `$2`
 */
export const addAuthor = (person: string): string =>
  `options = jsonb_set(options::jsonb, '{changedBy}', (coalesce(options::jsonb -> 'changedBy', '[]') - ${person}::text) || to_jsonb(${person}::text))::json`;
