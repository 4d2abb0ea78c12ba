import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isWorkspaceLost, subscribeToLostWorkspace } from '../api/lost-workspace';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useEnterWorkspace } from './use-enter-workspace';
import { workspaceQuery } from './workspace-query';

/** Appears when the workspace of the session is no longer available; nothing continues elsewhere without a choice. */
export function LostWorkspace() {
  const isLost = useSyncExternalStore(subscribeToLostWorkspace, isWorkspaceLost);
  return isLost ? <ChoiceDialog /> : null;
}

function ChoiceDialog() {
  const { data, error, refetch } = useQuery({ ...workspaceQuery, staleTime: 0 });
  const enter = useEnterWorkspace();
  return (
    <Dialog title="This workspace is no longer available" onClose={() => undefined}>
      <div className="mt-2 flex flex-col gap-4">
        <p className="text-soft">
          You were removed from it, or the account of its owner is suspended. Nothing was changed or charged. Choose
          where to continue.
        </p>
        <ul className="flex flex-col gap-2">
          {data?.available.map(({ id, name }) => (
            <li key={id}>
              <Button
                className="w-full"
                busy={enter.isPending && enter.variables === id && 'Switching …'}
                onClick={() => enter.mutate(id)}
              >
                Continue in {name}
              </Button>
            </li>
          ))}
        </ul>
        <ProblemNotice thrown={error} onRetry={() => void refetch()} />
        <ProblemNotice thrown={enter.error} />
      </div>
    </Dialog>
  );
}
