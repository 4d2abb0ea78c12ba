import { type HudSettings, shownSpeedLimit, type TrackPrivacy } from '@app/media';
import type { Upload } from '../uploads/upload.entity';
import type { CaptionFacts } from './caption-generator';

/** Factors for a metre and for a metre per second. */
const UNITS: Readonly<Record<HudSettings['speed_unit'], { length: [number, string]; speed: [number, string] }>> = {
  mph: { length: [1 / 1_609.344, 'mi'], speed: [1 / 0.44704, 'mph'] },
  kmh: { length: [1 / 1_000, 'km'], speed: [3.6, 'km/h'] },
  kn: { length: [1 / 1_852, 'nmi'], speed: [3_600 / 1_852, 'kn'] },
};

/**
 * The values that templates can use about an upload, without what is private.
 * @param upload with the distance that is told with the zones of `privacy`
 */
export function captionFactsOf(
  upload: Pick<Upload, 'title' | 'caption' | 'filename' | 'probe' | 'telemetry'>,
  unit: HudSettings['speed_unit'],
  privacy?: TrackPrivacy,
): CaptionFacts {
  const { title, caption, filename, probe, telemetry } = upload;
  const { length, speed } = UNITS[unit];
  const summary = telemetry && !telemetry.alignment.needsConfirmation ? telemetry.summary : undefined;
  const meters = privacy?.zones.length ? telemetry?.shownMeters : summary?.distanceMeters;
  const limit = privacy && shownSpeedLimit(privacy);
  const speedOf = (value: number) =>
    limit !== undefined && value >= limit
      ? `≥${Math.floor(limit * speed[0] + 1e-9)} ${speed[1]}`
      : `${Math.round(value * speed[0])} ${speed[1]}`;
  const name = filename.replace(/\.[^.]{1,10}$/, '');
  return {
    filename,
    title,
    values: {
      title: title || name,
      ...(caption && { caption }),
      filename: name,
      ...(probe?.recordedAt && { date: probe.recordedAt.slice(0, 10) }),
      ...(probe && { duration: clockOf(probe.seconds) }),
      ...(summary && {
        ...(meters !== undefined && { distance: `${(meters * length[0]).toFixed(1)} ${length[1]}` }),
        max_speed: speedOf(summary.maxSpeed),
        average_speed: speedOf(summary.averageSpeed),
        score: String(Math.round(summary.score)),
      }),
    },
  };
}

/** `1:02:03`, or `2:03` below an hour. */
function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
