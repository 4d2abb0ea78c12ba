/**
 * Port: how many people the plan of a workspace's owner allows, including the owner. The API binds it to the plans.
 */
export abstract class SeatLimits {
  abstract of(ownerId: string): Promise<number>;
}
