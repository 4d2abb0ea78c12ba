import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { setWorkspaceLost } from '../api/lost-workspace';
import { showAnew, tellOtherTabs } from '../api/shown-workspace';

export const switchWorkspace = (id: string): Promise<unknown> =>
  answerOf(api.POST('/api/workspace/switch', { body: { workspace_id: id } }));

/** Everything that is shown belongs to the former workspace: reads it again after this tab has moved the session. */
export function useShowAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return () => {
    setWorkspaceLost(false);
    showAnew();
    tellOtherTabs();
    return queries.resetQueries();
  };
}

/** Switches the session to the workspace with an id. */
export function useEnterWorkspace() {
  const onSuccess = useShowAnew();
  return useMutation({ mutationFn: switchWorkspace, onSuccess });
}
