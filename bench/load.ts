import autocannon from 'autocannon';

export interface Load {
  url: string;
  seconds: number;
  connections?: number;
  method?: 'GET' | 'POST';
  body?: string;
  /** One set for each request, in turn. */
  headers?: readonly Record<string, string>[];
}

/**
 * Requests per second over keep-alive connections.
 * @throws Error for any answer other than 2xx: a server that refuses is fast, but that is not the figure
 */
export async function requestsPerSecond({
  url,
  seconds,
  connections = 32,
  method = 'GET',
  body,
  headers = [{}],
}: Load): Promise<number> {
  const requests = headers.map((set) => ({ method, path: new URL(url).pathname, headers: set, body }));
  const result = await autocannon({ url, connections, duration: seconds, requests });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed`);
  return result.requests.average;
}
