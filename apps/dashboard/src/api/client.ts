import createClient from 'openapi-fetch';
import type { components, paths } from '../../../../openapi-types';
import { readProblem } from './problem';
import { confirmIdentity } from './recent-sign-in';
import { accessToken, renewedToken } from './session';

export type Schemas = components['schemas'];

/** The API with the types of its contract: a route or field that changes there does not compile here. */
export const api = createClient<paths>({ fetch: send });

/**
 * Adds the access token. Sends the request once more when the server no longer accepts it, or when the person had to
 * confirm their identity first.
 */
async function send(request: Request): Promise<Response> {
  const token = await accessToken();
  const again = request.clone();
  const answer = await fetch(withToken(request, token));
  if (!token) return answer;
  if (answer.status === 401) {
    const renewed = await renewedToken();
    return renewed ? fetch(withToken(again, renewed)) : answer;
  }
  const needsIdentity =
    answer.status === 403 && (await readProblem(answer.clone())).code === 'reauthentication_required';
  return needsIdentity && (await confirmIdentity()) ? fetch(withToken(again, await accessToken())) : answer;
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

/** Lets the server execute a repeated request only once. */
export function idempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
