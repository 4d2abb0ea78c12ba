import { createHash } from 'node:crypto';

/**
 * SHA-256 of what the request asks for. The order of members and the white space of a JSON body make no difference.
 */
export function requestFingerprint(method: string, path: string, body: unknown): Buffer {
  const hash = createHash('sha256').update(`${method} ${path}\n`);
  return (Buffer.isBuffer(body) ? hash.update(body) : hash.update(JSON.stringify(body, sortMembers) ?? '')).digest();
}

function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
