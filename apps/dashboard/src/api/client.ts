import createClient from 'openapi-fetch';
import type { components, paths } from '../../../../openapi-types';
import { setWorkspaceLost } from './lost-workspace';
import { readProblem } from './problem';
import { confirmIdentity } from './recent-sign-in';
import { accessToken, renewedToken } from './session';
import { shownWorkspace, workspaceWasRefused } from './shown-workspace';

export type Schemas = components['schemas'];

/** The API with the types of its contract: a route or field that changes there does not compile here. */
export const api = createClient<paths>({ fetch: send });

/** Refusals of what a person has typed: they say nothing about the session. */
const ABOUT_INPUT: ReadonlySet<string> = new Set(['invalid_credentials', 'totp_required', 'totp_invalid']);

/** `workspace_unavailable` from this route is about the requested workspace, not about that of the session. */
const SWITCH = '/api/workspace/switch';

/**
 * Adds the access token, and the workspace that this tab shows: the API refuses a request for another one. Sends the
 * request once more when the server no longer accepts the token, or when the person had to confirm their identity first.
 */
export async function send(request: Request): Promise<Response> {
  // The tab may show another one by the time the token has come.
  const workspace = shownWorkspace()?.id;
  const token = await accessToken();
  if (workspace !== undefined) request.headers.set('X-Workspace-Id', workspace);
  const again = request.clone();
  const first = await fetch(withToken(request, token));
  if (!token) return first;
  const next = await tokenAfter(first);
  const answer = next ? await fetch(withToken(again, next)) : first;
  const code = await refusalOf(answer);
  if (code === 'workspace_changed') workspaceWasRefused(workspace);
  if (code === 'workspace_unavailable' && !request.url.endsWith(SWITCH)) setWorkspaceLost(true);
  return answer;
}

/** The token to send a refused request with once more; undefined when that would change nothing. */
async function tokenAfter(answer: Response): Promise<string | undefined> {
  const code = await refusalOf(answer);
  if (answer.status === 401 && code !== undefined && !ABOUT_INPUT.has(code)) return renewedToken();
  return code === 'reauthentication_required' && (await confirmIdentity()) ? accessToken() : undefined;
}

/** Why the API has refused the caller; undefined when it has not. */
const refusalOf = async (answer: Response): Promise<string | undefined> =>
  [401, 403, 409].includes(answer.status) ? (await readProblem(answer.clone())).code : undefined;

function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

/** The data of an answer. Throws a `Problem` for every other. */
export async function answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw await readProblem(Response.json(error ?? {}, { status: response.status, headers: response.headers }));
}
