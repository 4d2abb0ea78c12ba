import { collectDefaultMetrics } from 'prom-client';
import { VERSION } from '../version';
import { gauge, metricsRegistry } from './metrics';

/** CPU, memory, garbage collection, event-loop lag and handles of this process, and its build. Safe to call again. */
export function collectProcessMetrics(service: string): void {
  if (metricsRegistry.getSingleMetric('build_info')) return;
  collectDefaultMetrics({ register: metricsRegistry });
  gauge('build_info', 'Always 1; the labels say which build runs', ['service', 'version', 'node']).set(
    { service, version: VERSION, node: process.version },
    1,
  );
}
