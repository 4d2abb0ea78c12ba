import type { IncomingHttpHeaders } from 'node:http';

/** The version that a client may already have. */
export interface Representation {
  /** In quotes. */
  etag: string;
  size: number;
  updatedAt: Date;
}

/** Which bytes of an object answer a request; `start` and `end` both inclusive. */
export type Selection =
  | { status: 200 }
  | { status: 206; start: number; end: number }
  | { status: 304 }
  | { status: 416 };

/**
 * Evaluates the conditions of a GET as RFC 9110 requires (13.1 and 14.2). A request for several ranges gets the whole
 * object, as the RFC allows.
 */
export function selectRange(headers: IncomingHttpHeaders, { etag, size, updatedAt }: Representation): Selection {
  const seconds = Math.floor(updatedAt.getTime() / 1_000) * 1_000;
  const known = headers['if-none-match'];
  const since = Date.parse(headers['if-modified-since'] ?? '');
  if (
    known === undefined
      ? since >= seconds
      : known === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  )
    return { status: 304 };
  const condition = headers['if-range'];
  if (typeof condition === 'string' && condition !== etag && Date.parse(condition) !== seconds) return { status: 200 };
  return rangeIn(headers.range, size);
}

function rangeIn(header: string | undefined, size: number): Selection {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return { status: 200 };
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return { status: 200 };
  return start <= end ? { status: 206, start, end } : { status: 416 };
}
