import { currentUser, subscribe } from './session';

/** Whether the server has refused a request because the workspace of this session is no longer available. */
let isLost = false;
const listeners = new Set<() => void>();

export const isWorkspaceLost = (): boolean => isLost;

export function setWorkspaceLost(next: boolean): void {
  if (isLost === next) return;
  isLost = next;
  for (const listener of listeners) listener();
}

export const subscribeToLostWorkspace = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

// The next session begins in the person's own workspace.
subscribe(() => {
  if (!currentUser()) setWorkspaceLost(false);
});
