/** Percent-encodes everything except RFC 3986's unreserved characters, as both signature schemes require. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
