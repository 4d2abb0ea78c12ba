import { HUD_UNITS, type HudSettings, shownSpeedLimit, speedText, type TrackPrivacy } from '@app/media';
import type { Upload } from '../uploads/upload.entity';
import type { CaptionFacts } from './caption-generator';

/** The units of the overlay, as a caption writes them. */
const NAMES: Readonly<Record<HudSettings['speed_unit'], { distance: string; speed: string }>> = {
  mph: { distance: 'mi', speed: 'mph' },
  kmh: { distance: 'km', speed: 'km/h' },
  kn: { distance: 'nmi', speed: 'kn' },
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
  const [sizes, names] = [HUD_UNITS[unit], NAMES[unit]];
  const summary = telemetry && !telemetry.alignment.needsConfirmation ? telemetry.summary : undefined;
  const meters = privacy?.zones.length ? telemetry?.shownMeters : summary?.distanceMeters;
  const limit = privacy && shownSpeedLimit(privacy);
  const speedOf = (value: number) => `${speedText(value, sizes.speed.size, limit)} ${names.speed}`;
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
        ...(meters !== undefined && { distance: `${(meters / sizes.distance.size).toFixed(1)} ${names.distance}` }),
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
