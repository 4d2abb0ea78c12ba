import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';

/** The settings of the workspace, with defaults for everything that was never set. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => answerOf(api.GET('/api/settings')),
});
