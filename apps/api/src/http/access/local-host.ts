/** Names of this machine that no DNS server can redirect, as a Host header contains them. */
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Whether a request names this machine as its host. A page elsewhere can make its own name resolve to this machine (DNS
 * rebinding), but then the request has that name.
 */
export const isLocalHost = (host: string | undefined): boolean => LOCAL_HOST.test(host ?? '');
