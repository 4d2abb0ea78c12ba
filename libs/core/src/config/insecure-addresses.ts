import { isIP } from 'node:net';
import { isPublicAddress } from '../http/safe-http/public-address';

/** Faults of addresses without TLS, which only emulators may have. */
export function insecureAddresses(addresses: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(addresses).flatMap(([name, url]) =>
    url !== undefined && new URL(url).protocol === 'http:' ? [`${name} must start with https:// in production`] : [],
  );
}

/** Endings of names that no public domain has. */
const LOCAL_NAME = /\.(internal|local|localhost|svc|lan|corp|home\.arpa)$/;

/** Whether a URL leads to this machine or its network: a private IP address, or a name that has no public domain. */
export function isLocalAddress(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$|\.$/g, '');
  return isIP(host) ? !isPublicAddress(host) : !host.includes('.') || LOCAL_NAME.test(host);
}
