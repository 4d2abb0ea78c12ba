import { randomUUID } from 'node:crypto';
import type { AnyJobContract, JobContract } from '@app/jobs';
import { IsInt, IsOptional, IsString } from 'class-validator';

export class ProbePayload {
  @IsString()
  text: string;

  @IsOptional()
  @IsInt()
  number?: number;
}

/** A job for tests only, in a queue of the product. */
const probe: JobContract<'probe.run', 'heavy', ProbePayload> = {
  name: 'probe.run',
  queue: 'heavy',
  payload: ProbePayload,
  retry: { attempts: 3, backoffMs: 60, maxBackoffMs: 60 },
  // Longer than a busy machine needs for what a test does while a job waits for it.
  timeoutSeconds: 4,
  // Jobs that do not share a row each get a row of their own.
  oncePer: ({ text }) => (text.startsWith('row-') ? text : randomUUID()),
};

/** Typed like a contract of the product, which the publisher requires. */
export const probeJob = probe as unknown as Extract<AnyJobContract, { name: 'self_check.run' }>;

/** For `jest.mock`: the product's contracts and the probe. */
export function withProbe(actual: {
  jobContracts: readonly JobContract[];
  findContract: (name: string) => JobContract | undefined;
}) {
  return {
    ...actual,
    jobContracts: [...actual.jobContracts, probe],
    findContract: (name: string) => (name === probe.name ? probe : actual.findContract(name)),
  };
}
