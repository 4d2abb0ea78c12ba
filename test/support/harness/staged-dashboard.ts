import { basename, join } from 'node:path';
import type { Page, Request, Route } from 'playwright-core';
import type { components } from '../../../openapi-types';
import { faultsOf, withPage } from './real-browser';

const BUILD = join(__dirname, '../../../apps/dashboard/dist');
type Schemas = components['schemas'];
type PartOf<Value> = Value extends readonly (infer Item)[]
  ? PartOf<Item>[]
  : Value extends object
    ? { [Name in keyof Value]?: PartOf<Value[Name]> }
    : Value;

/** What a screen reads of an answer, in the words of the contract. */
export type Part<Name extends keyof Schemas> = PartOf<Schemas[Name]>;

/** Browsers trust it like an encrypted address. */
const ORIGIN = 'http://localhost';

const user: Part<'UserResponse'> = {
  id: 'person',
  email: 'ida@example.test',
  name: 'Ida',
  role: 'admin',
  email_verified: true,
};
export const SESSION: Part<'BrowserSessionResponse'> = {
  access_token: 'token',
  token_type: 'bearer',
  expires_in: 3_600,
  user,
};
const ME: Part<'MeResponse'> = {
  user,
  subscription: null,
  entitlements: { tier: 'agency', features: [] },
  usage: { uploads: 0, uploads_limit: null, period_end: '2030-06-30T00:00:00.000Z' },
  workspace: { id: 'person', name: 'Rides', role: 'owner' },
  tokens: { balance: 100, reserved: 0, debt: 0 },
  totp_enabled: false,
};

/** What the API answers to a request: the body, which may come late, or a problem with its status. */
type Answer = (request: Request) => object | Promise<object>;

/** Answers by method and path, such as `GET /api/posts`. The API refuses everything else. */
type Answers = Readonly<Record<string, Answer>>;

/** A problem as an answer. */
export const problem = (status: number, code: string): object => ({ status, code, title: code });

/** Something that a test holds back until it calls `release`. */
export function held<T>(value: T): { value: Promise<T>; release: () => void } {
  let release = (): void => undefined;
  const late = new Promise<T>((resolve) => (release = () => resolve(value)));
  return { value: late, release };
}

/**
 * Opens the build of the dashboard for a person who is signed in, in front of an API that the test plays: what it
 * answers, and when. No server runs.
 */
export async function withStagedDashboard(answers: Answers, use: (page: Page) => Promise<void>): Promise<void> {
  const known: Answers = {
    'POST /api/auth/browser/refresh': () => SESSION,
    'GET /api/auth/me': () => ME,
    'GET /api/notices': () => ({ notices: [], unread_count: 0, next_cursor: null }),
    ...answers,
  };
  await withPage(async (page) => {
    const faults = faultsOf(page);
    await page.addInitScript(`localStorage.setItem('reelway-had-session', 'person')`);
    await page.route(`${ORIGIN}/**`, (route) => serve(route, known));
    await use(page);
    expect(faults).toEqual([]);
  });
}

/** The address of a screen. */
export const screen = (path: string): string => `${ORIGIN}/app${path}`;

async function serve(route: Route, answers: Answers): Promise<void> {
  const request = route.request();
  const { pathname } = new URL(request.url());
  if (pathname.startsWith('/app/assets/')) return route.fulfill({ path: join(BUILD, 'assets', basename(pathname)) });
  if (pathname.startsWith('/app')) return route.fulfill({ path: join(BUILD, 'index.html') });
  const answer = answers[`${request.method()} ${pathname}`];
  const json = answer ? await answer(request) : problem(404, 'not_found');
  const status = 'code' in json && 'status' in json ? Number(json.status) : 200;
  return route.fulfill({ status, json });
}
