/**
 * SQL for an assignment to `uploads`: records who changed what an upload publishes. These people may not approve its
 * posts.
 * @param person the parameter with the id, such as `$2`
 * @param options SQL of type jsonb: the options besides the authors
 */
export const addAuthor = (person: string, options = 'options::jsonb'): string =>
  `options = jsonb_set(${options}, '{changedBy}', (coalesce(options::jsonb -> 'changedBy', '[]') - ${person}::text) || to_jsonb(${person}::text))::json`;

/**
 * SQL for an assignment to `uploads`: new options, with the authors that the row has now. Another request may have added
 * some since the options were read.
 * @param options SQL of type jsonb
 */
export const keepAuthors = (options: string): string =>
  `options = ((${options}) || jsonb_strip_nulls(jsonb_build_object('changedBy', options::jsonb -> 'changedBy')))::json`;
