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

const common = {
  queue: 'heavy',
  payload: ProbePayload,
  retry: { attempts: 3, backoffMs: 60, maxBackoffMs: 60 },
} as const;
/** A job for tests only, in a queue of the product. */
const probe: JobContract<'probe.run', 'heavy', ProbePayload> = {
  ...common,
  name: 'probe.run',
  // Longer than any machine needs for what a test does while a job waits for it.
  timeoutSeconds: 120,
  // Jobs that do not share a row each get a row of their own.
  oncePer: ({ text }) => (text.startsWith('row-') ? text : randomUUID()),
};
/** Is about no row. For tests that wait for the end of its time. */
const brief: JobContract<'probe.brief', 'heavy', ProbePayload> = { ...common, name: 'probe.brief', timeoutSeconds: 1 };
const probes: readonly JobContract[] = [probe, brief];

/** Typed like a contract of the product, which the publisher requires. */
type Published = Extract<AnyJobContract, { name: 'self_check.run' }>;
export const [probeJob, briefProbeJob] = [probe, brief] as unknown as readonly [Published, Published];

/** For `jest.mock`: the product's contracts and the probes. */
export function withProbe(actual: {
  jobContracts: readonly JobContract[];
  findContract: (name: string) => JobContract | undefined;
}) {
  return {
    ...actual,
    jobContracts: [...actual.jobContracts, ...probes],
    findContract: (name: string) => probes.find((each) => each.name === name) ?? actual.findContract(name),
  };
}
