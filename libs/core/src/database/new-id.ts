import { v7 } from 'uuid';

/** A UUIDv7 (RFC 9562): the ids of all our rows; sorts by creation time to the millisecond. */
export function newId(): string {
  return v7();
}
