/** Degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** From one side of the course to the other. */
export type StartLine = readonly [Place, Place];
