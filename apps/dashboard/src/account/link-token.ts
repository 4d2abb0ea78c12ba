/**
 * The secret of a link from a mail. It follows `#`, which browsers send to no server; it is removed from the address
 * and the history at once.
 */
export function takeLinkToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined;
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}
