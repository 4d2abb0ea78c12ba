import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

interface Place {
  pathname: string;
  search: object;
}

/** False for a link to a part of the same screen. */
const isAnotherScreen = ({ current, next }: { current: Place; next: Place }): boolean =>
  current.pathname !== next.pathname || JSON.stringify(current.search) !== JSON.stringify(next.search);

interface LeaveQuestionProps {
  /** Whether something would be lost. */
  isAsked: boolean;
  /** What would be lost. */
  children: ReactNode;
}

/**
 * Asks before the person leaves the screen or the page. Pass `ignoreBlocker` to a navigation to which the person has
 * already agreed.
 */
export function LeaveQuestion({ isAsked, children }: LeaveQuestionProps) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: isAnotherScreen,
    enableBeforeUnload: isAsked,
    disabled: !isAsked,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog title="Leave this screen?" onClose={reset}>
      <p className="mt-2 text-soft">{children}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={reset}>Stay</Button>
        <Button kind="danger" onClick={proceed}>
          Leave
        </Button>
      </div>
    </Dialog>
  );
}
