const MAX_SECONDS = 3_600;

/**
 * Reads `Retry-After`: seconds, which some services send with decimals, or a date (RFC 9110).
 * @returns whole seconds from 1 to 3,600; undefined when the header is missing or unreadable
 */
export function retryAfterSeconds(header: string | string[] | undefined, now = Date.now()): number | undefined {
  const text = String(header ?? '').trim();
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text)) : Math.ceil((Date.parse(text) - now) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), MAX_SECONDS);
}
