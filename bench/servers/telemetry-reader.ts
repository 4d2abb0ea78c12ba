import { readTrack, summariseTrack, withFileSource } from '@app/media';

/** The cost of reading one file in a fresh process. */
export interface TelemetryReport {
  milliseconds: number;
  /** Highest resident memory above that of the idle process. */
  megabytes: number;
  points: number;
}

process.once('message', (path: string) => {
  const idle = process.memoryUsage.rss();
  const from = performance.now();
  void withFileSource(path, (source) => readTrack(source)).then((track) => {
    const { points } = summariseTrack(track);
    const milliseconds = performance.now() - from;
    const megabytes = (process.resourceUsage().maxRSS * 1_024 - idle) / 1e6;
    const report: TelemetryReport = { milliseconds, megabytes, points };
    process.send?.(report, () => process.exit());
  });
});
process.send?.({ type: 'ready' });
