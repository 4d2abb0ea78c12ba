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

/** Its refusal concerns another workspace than the session's. */
const SWITCH = '/api/workspace/switch';

/**
 * Adds the access token, and the workspace that this tab shows: the API refuses a request for another one. Sends the
 * request once more when the server no longer accepts the token, or when the person had to confirm their identity first.
 */
export async function send(request: Request): Promise<Response> {
  const token = await accessToken();
  const workspace = shownWorkspace()?.id;
  if (workspace !== undefined) request.headers.set('X-Workspace-Id', workspace);
  const again = request.clone();
  const answer = await fetch(withToken(request, token));
  if (!token || ![401, 403, 409].includes(answer.status)) return answer;
  const { code } = await readProblem(answer.clone());
  if (answer.status === 401 && !ABOUT_INPUT.has(code)) {
    const renewed = await renewedToken();
    return renewed ? fetch(withToken(again, renewed)) : answer;
  }
  if (code === 'workspace_changed') workspaceWasRefused(workspace);
  if (code === 'workspace_unavailable' && !request.url.endsWith(SWITCH)) setWorkspaceLost(true);
  const isConfirmed = code === 'reauthentication_required' && (await confirmIdentity());
  return isConfirmed ? fetch(withToken(again, await accessToken())) : answer;
}

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
