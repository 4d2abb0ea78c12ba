import { type Principal, scopesOf } from './principal';

/** Port: how many people the plan of a workspace's owner allows, the owner included. Bound by the app that knows plans. */
export abstract class SeatLimits {
  abstract of(ownerId: string): Promise<number>;
}

/** After a downgrade the members who joined last become read-only until there are seats again; no member is removed. */
export async function withinSeats(principal: Principal, limits: SeatLimits): Promise<Principal> {
  if (principal.kind !== 'session' || principal.seat === 1 || principal.workspaceRole === 'viewer') return principal;
  if (principal.seat <= (await limits.of(principal.ownerId))) return principal;
  return { ...principal, workspaceRole: 'viewer', scopes: scopesOf('viewer') };
}
