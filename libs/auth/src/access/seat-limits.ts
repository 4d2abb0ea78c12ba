/**
 * Port: how many people the plan of a workspace's owner allows, including the owner. Bound by the app that knows plans.
 */
export abstract class SeatLimits {
  abstract of(ownerId: string): Promise<number>;
}
