import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { meQuery } from '../account/me-query';
import { useIsSignedIn } from '../account/use-is-signed-in';
import { isWorkspaceLost, subscribeToLostWorkspace } from '../api/lost-workspace';
import {
  isWorkspaceLeft,
  onMoveElsewhere,
  sessionWorksIn,
  showAnew,
  shownWorkspace,
  subscribeToWorkspace,
  tellOtherTabs,
} from '../api/shown-workspace';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { switchWorkspace } from './use-enter-workspace';

/** Appears when another tab has moved the session: nothing that was read in one workspace is done in another. */
export function LeftWorkspace() {
  const queries = useQueryClient();
  const { data: me, dataUpdatedAt } = useQuery({ ...meQuery, enabled: useIsSignedIn() });
  const isLeft = useSyncExternalStore(subscribeToWorkspace, isWorkspaceLeft);
  const isLost = useSyncExternalStore(subscribeToLostWorkspace, isWorkspaceLost);
  // `dataUpdatedAt`: an answer counts even when it equals the previous one.
  useEffect(() => {
    if (me && dataUpdatedAt > 0) sessionWorksIn(me.workspace);
  }, [me, dataUpdatedAt]);
  useEffect(() => onMoveElsewhere(() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })), [queries]);
  return isLeft && !isLost ? <ChoiceDialog /> : null;
}

function ChoiceDialog() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error } = useQuery({ ...meQuery, refetchOnMount: 'always' });
  const shown = useSyncExternalStore(subscribeToWorkspace, shownWorkspace);
  const current = data && data.workspace.id !== shown?.id ? data.workspace.name : 'another workspace';
  const goBack = useMutation({
    mutationFn: switchWorkspace,
    // The dialog closes when the API says where the session works: what the person may do depends on it.
    onSuccess: () => {
      tellOtherTabs();
      return queries.invalidateQueries();
    },
  });
  const proceed = async () => {
    showAnew();
    // The forms of the former workspace end.
    await navigate({ to: '/', ignoreBlocker: true });
    await queries.resetQueries();
  };
  if (!shown) return null;
  return (
    <Dialog title={`This tab showed ${shown.name}`} onClose={() => undefined}>
      <div className="mt-2 flex flex-col gap-4">
        <p className="break-words text-soft">
          You work in {current} now, because you switched in another tab. Nothing of this tab was changed there.
        </p>
        <Button kind="primary" onClick={() => void proceed()}>
          Continue in {current}
        </Button>
        <Button busy={goBack.isPending && 'Switching …'} onClick={() => goBack.mutate(shown.id)}>
          Go back to {shown.name}
        </Button>
        <ProblemNotice thrown={error} />
        <ProblemNotice thrown={goBack.error} />
      </div>
    </Dialog>
  );
}
