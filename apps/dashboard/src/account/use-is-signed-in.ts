import { useSyncExternalStore } from 'react';
import { currentUser, subscribe } from '../api/session';

/** Whether this tab has a session. The frame around the screens requests nothing without one. */
export const useIsSignedIn = (): boolean => useSyncExternalStore(subscribe, currentUser) !== undefined;
