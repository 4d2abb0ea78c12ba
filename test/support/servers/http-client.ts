export interface HttpAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface HttpCall {
  body?: unknown;
  /** Sent as Bearer token. */
  token?: string;
  headers?: Readonly<Record<string, string>>;
}

/** JSON calls to one server: `const call = httpClient(api.url); await call('POST', '/api/auth/login', { body })`. */
export function httpClient(baseUrl: string) {
  return async <T = Record<string, never>>(
    method: string,
    path: string,
    { body, token, headers }: HttpCall = {},
  ): Promise<HttpAnswer<T>> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: (isJson && text ? JSON.parse(text) : text) as T };
  };
}
