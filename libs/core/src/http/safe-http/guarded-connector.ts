import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type FetchPolicy, notPublic, portOf } from './fetch-policy';
import type { HostResolver } from './host-resolver';

/** An agent whose connections `guardedConnector` makes. */
export function guardedAgent(options: {
  policy: FetchPolicy;
  resolver: HostResolver;
  connectTimeoutMs?: number;
}): Agent {
  const connect = guardedConnector(options.policy, options.resolver, options.connectTimeoutMs ?? 3_000);
  return new Agent({ connect, maxHeaderSize: 16_384, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 30_000 });
}

/**
 * Connects to public addresses only. It resolves a name once; all addresses must be public, and the connection uses
 * exactly these: no second DNS query could return something else. It connects to trusted hosts in the usual way.
 */
function guardedConnector(policy: FetchPolicy, resolver: HostResolver, timeoutMs: number): buildConnector.connector {
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
