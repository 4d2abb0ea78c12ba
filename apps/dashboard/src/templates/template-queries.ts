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
