import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * All metrics of this process; `/metrics` prints it. Names follow Prometheus: base units, `_total` on counters, no ids
 * in labels.
 */
export const metricsRegistry = new Registry();

/** Seconds, from a cached answer to half an hour of work. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** Created once per process and name: a second call with the same name returns the same counter. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
  return (
    (metricsRegistry.getSingleMetric(name) as Counter<L> | undefined) ??
    new Counter({ name, help, labelNames, registers: [metricsRegistry] })
  );
}

/** @param read gives the value when someone asks for it, for one that changes more often than anyone asks */
export function gauge<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  read?: () => number,
): Gauge<L> {
  const existing = metricsRegistry.getSingleMetric(name) as Gauge<L> | undefined;
  const collect = read && (() => created.set(read()));
  const created: Gauge<L> = existing ?? new Gauge({ name, help, labelNames, registers: [metricsRegistry], collect });
  return created;
}

/** Observations in seconds. @param buckets upper bounds; each costs one series per combination of labels */
export function durationHistogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  buckets: readonly number[] = DURATION_BUCKETS,
): Histogram<L> {
  const existing = metricsRegistry.getSingleMetric(name) as Histogram<L> | undefined;
  return existing ?? new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [metricsRegistry] });
}
