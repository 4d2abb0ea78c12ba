import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobContracts, queueNames, queues, reconcile, schedules } from '@app/jobs';
import { MOST_SECONDS } from '../../apps/worker/src/maintenance/maintenance.service';
import { maintenanceTasks } from '../../apps/worker/src/maintenance/tasks';

const root = join(__dirname, '../..');
const filesBelow = (path: string) =>
  readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((file) => join(path, file));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workerFiles = filesBelow('apps/worker/src').filter((file) => file.endsWith('.ts'));

describe('job contracts', () => {
  const declared = filesBelow('libs/jobs/src/contracts')
    .filter((file) => file.endsWith('.jobs.ts'))
    .flatMap((file) => [...read(file).matchAll(/defineJob\(\{\s*name: '([^']+)'/g)].map(([, name]) => name ?? ''));

  it('are all listed', () => {
    expect(declared.length).toBeGreaterThan(2);
    expect(jobContracts.map(({ name }) => name).sort()).toEqual(declared.sort());
  });

  it('have names that are unique and well-formed', () => {
    const names = [...declared, ...jobContracts.flatMap(({ formerNames = [] }) => formerNames)];
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
    expect(declared.filter((name) => !/^[a-z0-9_]+\.[a-z0-9_]+$/.test(name))).toEqual([]);
  });

  it('retry, unless the schedule does', () => {
    const scheduled = schedules.map(({ contract }) => contract.name);
    expect(
      jobContracts.filter(({ name, retry }) => retry.attempts < 2 && !scheduled.includes(name)).map(({ name }) => name),
    ).toEqual([]);
  });

  it('are handled by one class in one file each, in the worker', () => {
    const handled = workerFiles
      .filter((file) => file.endsWith('.handler.ts'))
      .map((file) => [...read(file).matchAll(/^@HandlesJob\((\w+)\)/gm)].map(([, contract]) => contract ?? ''));
    expect(handled.filter((contracts) => contracts.length !== 1)).toEqual([]);
    expect(new Set(handled.flat()).size).toBe(jobContracts.length);
    const elsewhere = ['apps/api/src', 'libs']
      .flatMap(filesBelow)
      .filter((file) => file.endsWith('.ts') && /^@HandlesJob\(/m.test(read(file)));
    expect(elsewhere).toEqual([]);
  });
});

describe('queues', () => {
  it('each have a job', () => {
    expect(queueNames.filter((queue) => !jobContracts.some((contract) => contract.queue === queue))).toEqual([]);
  });

  it('leave the reconciler a slot however many scheduled jobs run', () => {
    const beside = schedules.filter(({ contract }) => contract.queue === reconcile.queue && contract !== reconcile);
    expect(queues[reconcile.queue].concurrency).toBeGreaterThan(beside.length);
  });

  it('leave every task of the reconciler its turn, however much each of them finds', () => {
    const batched = maintenanceTasks(() => ({}) as never).filter(
      ({ every, fullBatch }) => every === '30s' && fullBatch,
    );
    expect(batched.length).toBeGreaterThan(4);
    expect(batched.length * MOST_SECONDS['30s']).toBeLessThan(reconcile.timeoutSeconds * 0.75);
  });
});
