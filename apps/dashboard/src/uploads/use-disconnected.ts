import { useQuery } from '@tanstack/react-query';
import { platformsQuery } from '../platforms/platform-queries';
import type { Target } from './composition';

/** The chosen accounts that have been disconnected since; empty while the accounts are unknown. */
export function useDisconnected(targets: readonly Target[]): readonly Target[] {
  const { data } = useQuery(platformsQuery);
  if (!data) return [];
  const connected = new Set(Object.values(data.platforms).flatMap((accounts) => accounts.map(({ id }) => id)));
  return targets.filter(({ accountId }) => !connected.has(accountId));
}
