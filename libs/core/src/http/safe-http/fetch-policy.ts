import { isIP } from 'node:net';
import { urlNotAllowed } from '../../core.errors';
import { isPublicAddress } from './public-address';

const PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);
const LONGEST_URL = 8_192;
/** Names that by definition lead to this host or network, whatever a name server answers. */
const INTERNAL_NAME = /^[^.]+$|\.(localhost|local|internal|home\.arpa)$/;

/** Where URLs given by users may lead. */
export class FetchPolicy {
  private readonly trusted: ReadonlySet<string>;

  /**
   * @param allowHosts `host` (on the usual ports) or `host:port` entries that are reachable although they are not
   * public
   * @param rules for tests: other ports than 80, 443, 8080 and 8443, another definition of a public address
   */
  constructor(
    allowHosts: readonly string[],
    private readonly rules: { ports: ReadonlySet<number>; isPublic: (address: string) => boolean } = {
      ports: PORTS,
      isPublic: isPublicAddress,
    },
  ) {
    this.trusted = new Set(allowHosts.flatMap((entry) => trustedOrigins(entry)));
  }

  isTrusted(hostname: string, port: number): boolean {
    return this.trusted.has(`${bare(hostname)}:${port}`);
  }

  isPublic(address: string | undefined): boolean {
    return address !== undefined && this.rules.isPublic(address);
  }

  /**
   * Checks everything that needs no name server. The connection checks what the name resolves to.
   * @throws urlNotAllowed
   */
  check(text: string | URL, httpsOnly = false): URL {
    // The URL standard repairs backslashes and drops control characters; other parsers of the same URL would not.
    if (typeof text === 'string' && (text.length > LONGEST_URL || /[\\\p{Cc}]/u.test(text)))
      throw urlNotAllowed('The URL contains invalid characters or is too long.');
    if (!URL.canParse(String(text)))
      throw urlNotAllowed('The URL is not valid; write it absolute, such as https://example.com/file.mp4.');
    const url = new URL(text);
    if (url.protocol !== 'https:' && (httpsOnly || url.protocol !== 'http:'))
      throw urlNotAllowed(`The URL must start with ${httpsOnly ? '' : 'http:// or '}https://.`);
    if (url.username || url.password) throw urlNotAllowed('The URL must not carry credentials.');
    url.hostname = url.hostname.replace(/\.$/, '');
    if (this.isTrusted(url.hostname, portOf(url))) return url;
    if (!this.rules.ports.has(portOf(url)))
      throw urlNotAllowed('The port of the URL is not allowed; use 80, 443, 8080 or 8443.');
    const host = bare(url.hostname);
    if (isIP(host) ? !this.isPublic(host) : INTERNAL_NAME.test(host)) throw notPublic(host);
    return url;
  }
}

/** Internal, private and missing hosts get the same answer: telling them apart would map the network. */
export const notPublic = (host: string) =>
  urlNotAllowed(`${host} does not exist or does not lead to a public address.`);

/** The port that a URL (or a connection's options, as strings) leads to. */
export function portOf({ port, protocol }: { port?: string; protocol: string }): number {
  return port ? Number(port) : protocol === 'https:' ? 443 : 80;
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

function trustedOrigins(entry: string): string[] {
  const [, host = '', port] =
    (isIP(entry) === 6 ? [entry, `[${entry}]`] : /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(entry)) ?? [];
  if (!URL.canParse(`http://${host}`)) throw new Error(`FETCH_ALLOW_HOSTS: ${entry} is neither host nor host:port`);
  const hostname = bare(new URL(`http://${host}`).hostname);
  return (port ? [Number(port)] : [...PORTS]).map((each) => `${hostname}:${each}`);
}
