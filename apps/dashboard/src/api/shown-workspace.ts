import { currentUser, subscribe } from './session';

export interface ShownWorkspace {
  id: string;
  name: string;
}

/** Whose objects this tab shows; undefined until the API has said where the session works. */
let shown: ShownWorkspace | undefined;
/** Whether the session works in another workspace by now: a person switches it in any tab. */
let isLeft = false;
const listeners = new Set<() => void>();
const otherTabs = new BroadcastChannel('reelway-workspace');

export const shownWorkspace = (): ShownWorkspace | undefined => shown;

export const isWorkspaceLeft = (): boolean => isLeft;

export const subscribeToWorkspace = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Where the session works, as the API says. The first answer decides what this tab shows. */
export function sessionWorksIn(current: ShownWorkspace): void {
  if (shown !== undefined && shown.id !== current.id) set(shown, true);
  else set(current, false);
}

/** The API has refused a request for a workspace, because the session works in another one. */
export function workspaceWasRefused(id: string | undefined): void {
  if (shown?.id === id) set(shown, true);
}

/** This tab shows from now on where the session works. */
export const showAnew = (): void => set(undefined, false);

/** Lets the other tabs ask where the session works, after this tab has moved it. */
export const tellOtherTabs = (): void => otherTabs.postMessage('moved');

/** Calls back when another tab has moved the session, until the returned function is called. */
export function onMoveElsewhere(listener: () => void): () => void {
  otherTabs.addEventListener('message', listener);
  return () => otherTabs.removeEventListener('message', listener);
}

// Another person may sign in next.
subscribe(() => {
  if (!currentUser()) showAnew();
});

function set(next: ShownWorkspace | undefined, isLeftNow: boolean): void {
  if (next === shown && isLeftNow === isLeft) return;
  shown = next;
  isLeft = isLeftNow;
  for (const listener of listeners) listener();
}
