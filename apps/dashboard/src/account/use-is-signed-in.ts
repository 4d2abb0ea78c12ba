import { useSyncExternalStore } from 'react';
import { currentUser, subscribe } from '../api/session';

/** Whether this tab has a session: what the frame reads on its own ends with it. */
export const useIsSignedIn = (): boolean => useSyncExternalStore(subscribe, currentUser) !== undefined;
