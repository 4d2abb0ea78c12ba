import type { components } from '../../../../openapi-types';
import { readProblem } from './problem';

type BrowserSession = components['schemas']['BrowserSessionResponse'];
export type User = BrowserSession['user'];
export type Credentials = components['schemas']['LoginDto'];
export type NewAccount = components['schemas']['RegisterDto'];

/** Renewed this long before it expires, so that a request in progress does not outlive it. */
const MARGIN_MS = 30_000;

interface Live {
  token: string;
  expiresAt: number;
  user: User;
}

interface EndedSession {
  userId: string | undefined;
  /** False: it has expired. */
  hasSignedOut: boolean;
}

/**
 * The access token is in memory only; the refresh token is in a cookie that no script can read. `undefined`: signed
 * out.
 */
let live: Live | undefined;
/** The session that has ended in this tab, until another begins. */
let ended: EndedSession | undefined;
let refreshing: Promise<Live | undefined> | undefined;
const listeners = new Set<() => void>();
/** Its value is the id of the person whose session this browser has: a visitor without one causes no request. */
const HAD_SESSION = 'reelway-had-session';
const otherTabs = new BroadcastChannel('reelway-session');
/** The session of this browser belongs to that person now; to nobody after a sign-out. */
interface TabMessage {
  userId: string | undefined;
}
otherTabs.onmessage = ({ data: { userId } }: MessageEvent<TabMessage>) => {
  if (userId === undefined || (live && live.user.id !== userId)) end(true);
};

export const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const currentUser = (): User | undefined => live?.user;

export const endedSession = (): EndedSession | undefined => ended;

export const signIn = (credentials: Credentials): Promise<void> => open('login', credentials);

export const register = (account: NewAccount): Promise<void> => open('register', account);

/** Ends the session here and in the other tabs of this browser. */
export async function signOut(): Promise<void> {
  await call('logout');
  localStorage.removeItem(HAD_SESSION);
  end(true);
  tellOtherTabs(undefined);
}

/** A valid access token; undefined without a signed-in user. Throws when the server cannot be reached. */
export async function accessToken(): Promise<string | undefined> {
  if (live && live.expiresAt - MARGIN_MS > Date.now()) return live.token;
  if (localStorage.getItem(HAD_SESSION) === null) return undefined;
  return (await refresh())?.token;
}

/** After the server has refused the token: gets another one. */
export async function renewedToken(): Promise<string | undefined> {
  return (await refresh())?.token;
}

function refresh(): Promise<Live | undefined> {
  // Before the lock: while this tab waits for it, another may end the session here.
  const former = live?.user.id;
  refreshing ??= oneTabAtATime(async () => {
    const answer = await call('refresh');
    if (answer.ok) {
      const next = set(toLive((await answer.json()) as BrowserSession));
      // What one person has begun is not done in the name of another, who has signed in since.
      return former === undefined || former === next.user.id ? next : undefined;
    }
    const problem = await readProblem(answer);
    if (answer.status !== 401) throw problem;
    end(false);
    localStorage.removeItem(HAD_SESSION);
    return undefined;
  }).finally(() => (refreshing = undefined));
  return refreshing;
}

async function open(action: 'login' | 'register', body: Credentials | NewAccount): Promise<void> {
  const answer = await call(action, body);
  if (!answer.ok) throw await readProblem(answer);
  tellOtherTabs(set(toLive((await answer.json()) as BrowserSession)).user.id);
}

function tellOtherTabs(userId: string | undefined): void {
  const message: TabMessage = { userId };
  otherTabs.postMessage(message);
}

async function call(action: string, body?: object): Promise<Response> {
  const answer = await fetch(`/api/auth/browser/${action}`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'reelway', ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  if (action === 'logout' && !answer.ok) throw await readProblem(answer);
  return answer;
}

/** Two tabs that refresh at the same time would both use the same token. Locks exist on secure origins only. */
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  return locks ? (locks.request('reelway-session', work) as Promise<T>) : work();
}

const toLive = ({ access_token: token, expires_in: seconds, user }: BrowserSession): Live => ({
  token,
  expiresAt: Date.now() + seconds * 1_000,
  user,
});

function set(next: Live): Live {
  // Nothing of another person stays in the tab.
  if (live && live.user.id !== next.user.id) end(true);
  live = next;
  ended = undefined;
  localStorage.setItem(HAD_SESSION, next.user.id);
  notify();
  return next;
}

function end(bySignOut: boolean): void {
  const userId = live?.user.id ?? ended?.userId ?? localStorage.getItem(HAD_SESSION) ?? undefined;
  ended = { userId, hasSignedOut: bySignOut || ended?.hasSignedOut === true };
  live = undefined;
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}
