import type { Channel, ChannelColumns } from '../track';

const RANGES: { [channel in Channel]?: readonly [number, number] } = {
  altitude: [-1_000, 100_000],
  speed: [0, 5_000],
  course: [-360, 720],
  heartRate: [20, 260],
  cadence: [0, 400],
  power: [0, 4_000],
  temperature: [-100, 200],
  longitudinalG: [-30, 30],
  lateralG: [-30, 30],
  lean: [-90, 90],
  engineSpeed: [0, 40_000],
};

/** Blanks values that no such sensor can have measured. */
export function dropImplausibleValues(channels: ChannelColumns): void {
  for (const [channel, range] of Object.entries(RANGES)) {
    const column = channels[channel as Channel];
    if (!column) continue;
    for (const [row, value] of column.entries()) if (value < range[0] || value > range[1]) column[row] = Number.NaN;
  }
  for (const channel of Object.keys(channels) as Channel[])
    if (channels[channel]?.every(Number.isNaN)) delete channels[channel];
  if (!channels.latitude || !channels.longitude) {
    delete channels.latitude;
    delete channels.longitude;
  }
}
