import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { type FetchPolicy, notPublic, portOf } from './fetch-policy';
import type { HostResolver } from './host-resolver';

/**
 * Opens connections to public addresses only. A name is resolved once; all of its addresses must be public, and the
 * connection goes to one of exactly these: there is no second look-up that could answer something else.
 * Trusted hosts are connected as the system would.
 */
export function guardedConnector(
  policy: FetchPolicy,
  resolver: HostResolver,
  timeoutMs: number,
): buildConnector.connector {
  const trusted = buildConnector({ timeout: timeoutMs });
  const guarded = buildConnector({
    timeout: timeoutMs,
    autoSelectFamily: true,
    lookup: publicLookup(policy, resolver),
  });
  return (options, callback) => {
    if (policy.isTrusted(options.hostname, portOf(options))) return trusted(options, callback);
    guarded(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      if (policy.isPublic(socket.remoteAddress)) return callback(null, socket);
      socket.destroy();
      callback(notPublic(options.hostname), null);
    });
  };
}

function publicLookup(policy: FetchPolicy, resolver: HostResolver): LookupFunction {
  return (hostname, _options, callback) => {
    resolver.resolve(hostname).then(
      (addresses) => {
        if (addresses.length === 0 || !addresses.every((address) => policy.isPublic(address)))
          callback(notPublic(hostname), []);
        else
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
      },
      (error: Error) => callback(error, []),
    );
  };
}
