import { currentUser, subscribe } from './session';

type Answer = (isConfirmed: boolean) => void;

let asking: Answer | undefined;
let question: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

/**
 * Asks the person for the password, as some actions require. Resolves with whether they confirmed; several requests
 * share one dialog.
 */
export function confirmIdentity(): Promise<boolean> {
  question ??= new Promise<boolean>((resolve) => {
    asking = resolve;
    notify();
  }).finally(() => {
    asking = undefined;
    question = undefined;
    notify();
  });
  return question;
}

export const subscribeToQuestion = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Resolves the open dialog; undefined while there is none. */
export const openQuestion = (): Answer | undefined => asking;

// Nobody else confirms that they are the person who was asked.
subscribe(() => {
  if (!currentUser()) asking?.(false);
});

function notify(): void {
  for (const listener of listeners) listener();
}
