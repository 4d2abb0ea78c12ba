import { DatabaseModule } from '@app/core';
import {
  type AnyJobContract,
  HandlesJob,
  JobPublisherService,
  JobQueuesService,
  type JobRun,
  JobsModule,
  JobWorkersModule,
  jobContracts,
} from '@app/jobs';
import { type INestApplicationContext, Injectable, type LoggerService, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { JobQueueBackend } from '../servers/job-queue-backends';
import { setEnvironment } from '../set-environment';
import { type ProbePayload, probeJob } from './probe-job';

export type ProbeScript = (payload: ProbePayload, run: JobRun) => unknown;

/** What the worker's handlers do: the probes follow the script; all other jobs count as done. */
export class Probes {
  readonly runs: (JobRun & { name: string; text?: string; at: number })[] = [];
  script: ProbeScript = () => undefined;
  /** For the jobs of the product; each ends when this does. */
  others: (name: string) => unknown = () => undefined;

  async handle(name: string, payload: ProbePayload, run: JobRun): Promise<unknown> {
    this.runs.push({ ...run, name, text: payload.text, at: performance.now() });
    return name.startsWith('probe.') ? this.script(payload, run) : this.others(name);
  }

  of(text: string) {
    return this.runs.filter((run) => run.text === text);
  }
}

export interface ProbeWorker {
  app: INestApplicationContext;
  publisher: JobPublisherService;
  queues: JobQueuesService;
  probes: Probes;
  log: { level: string; message: unknown; rest: unknown[] }[];
  publish(
    text: string,
    options?: Parameters<JobPublisherService['publish']>[2],
    job?: typeof probeJob,
  ): Promise<string>;
  close(): Promise<void>;
}

/** The product's own worker machinery in this process, with handlers that the test scripts. */
export async function startProbeWorker(
  backend: JobQueueBackend,
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ProbeWorker> {
  setEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    JOB_LOCK_SECONDS: '3',
    WORKER_CONCURRENCY: '1',
    ...backend.env(),
    ...env,
  });
  const probes = new Probes();
  const log: ProbeWorker['log'] = [];
  const app = await NestFactory.createApplicationContext(moduleWith(probes), {
    abortOnError: false,
    logger: collector(log),
  });
  const publisher = app.get(JobPublisherService);
  return {
    app,
    publisher,
    queues: app.get(JobQueuesService),
    probes,
    log,
    publish: (text, options, job = probeJob) => publisher.publish(job, { text } as never, options),
    close: () => app.close(),
  };
}

function moduleWith(probes: Probes): Type {
  const handlers = jobContracts.map((contract) => handlerOf(contract, probes));
  @Module({ imports: [DatabaseModule.forProcess(), JobsModule, JobWorkersModule], providers: handlers })
  class ProbeModule {}
  return ProbeModule;
}

function handlerOf(contract: AnyJobContract, probes: Probes): Type {
  @HandlesJob(contract)
  @Injectable()
  class ProbeHandler {
    handle(payload: object, run: JobRun): Promise<unknown> {
      return probes.handle(contract.name, payload as ProbePayload, run);
    }
  }
  return ProbeHandler;
}

function collector(log: ProbeWorker['log']): LoggerService {
  const level =
    (name: string) =>
    (message: unknown, ...rest: unknown[]) =>
      void log.push({ level: name, message, rest });
  return { log: level('log'), warn: level('warn'), error: level('error'), fatal: level('fatal') };
}
