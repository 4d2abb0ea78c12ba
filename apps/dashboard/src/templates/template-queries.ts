import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';

/** All templates of the workspace, newest first. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async () => (await answerOf(api.GET('/edit/v1/templates'))).response.templates,
});

/** A template with its edit. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: async () => (await answerOf(api.GET('/edit/v1/templates/{id}', { params: { path: { id } } }))).response,
  });

/** The newest version, for an editor: it must begin with that, and what is typed must outlive the later ones. */
export const templateToEditQuery = (id: string) =>
  queryOptions({
    ...templateQuery(id),
    queryKey: ['template-to-edit', id],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
