import { queryOptions, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { type Changes, changesOf, type Settings } from './settings-form';

/** The settings of the workspace, with defaults for everything that was never set. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => answerOf(api.GET('/api/settings')),
});

/** Sends what differs from the stored settings, and shows the answer everywhere. */
export function useSettingsChange(stored: Settings): UseMutationResult<Settings, Error, Changes> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Changes) => answerOf(api.PUT('/api/settings', { body: changesOf(stored, wanted) })),
    onSuccess: (settings) => queries.setQueryData(settingsQuery.queryKey, settings),
  });
}
