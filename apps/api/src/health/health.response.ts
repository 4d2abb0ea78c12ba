import type { HealthReport } from '@app/core';

export class HealthReportResponse {
  /** State of the part. */
  status: HealthReport['status'];

  /**
   * What is wrong, in words for an operator.
   * @example "The storage does not answer."
   */
  detail?: string;
}

export class HealthResponse {
  /** `down`: the product cannot work. `degraded`: one part does not work. */
  status: HealthReport['status'];

  /**
   * Version of the installation.
   * @example "0.1.0"
   */
  version: string;

  /** State of every part, by its name. */
  checks: Record<string, HealthReportResponse>;
}
