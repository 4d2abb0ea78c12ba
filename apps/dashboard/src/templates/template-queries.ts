import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { problemOf } from '../api/problem';

/** All templates of the workspace, newest first. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async () => (await answerOf(api.GET('/edit/v1/templates'))).response.templates,
});

/** A template with its edit. */
export const templateQuery = (id: string) => queryOptions({ queryKey: ['template', id], queryFn: () => read(id) });

/** The newest version, for an editor: it must begin with that, and what is typed must outlive the later ones. */
export const templateToEditQuery = (id: string) =>
  queryOptions({
    ...templateQuery(id),
    queryKey: ['template-to-edit', id],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

/**
 * The template that somebody has saved since this person read it.
 * @param thrown by a change with `If-Match`
 * @throws it, if it is another problem
 */
export function newerTemplate(id: string, thrown: unknown): ReturnType<typeof read> {
  if (problemOf(thrown).code !== 'template_changed') throw thrown;
  return read(id);
}

async function read(id: string) {
  return (await answerOf(api.GET('/edit/v1/templates/{id}', { params: { path: { id } } }))).response;
}
