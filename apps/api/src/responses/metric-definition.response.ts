export class MetricDefinitionResponse {
  /**
   * Name of the field.
   * @example "success_rate"
   */
  metric: string;

  /**
   * What it counts.
   * @example "completed / (completed + partial + failed)."
   */
  definition: string;
}

/** Definitions as a list, in their order. */
export const metricDefinitions = (definitions: Readonly<Record<string, string>>): MetricDefinitionResponse[] =>
  Object.entries(definitions).map(([metric, definition]) => ({ metric, definition }));
