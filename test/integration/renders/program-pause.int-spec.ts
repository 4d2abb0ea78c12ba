import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import { ProgramPause } from '@app/media';
import { membersOf, processesWith, stateOf } from '../../support/harness/processes-in';
import { waitUntil } from '../../support/harness/wait-until';

/** Two processes of one group, as a program and its ffmpeg. */
const PROGRAM = 'sleep 1000 & sleep 1000';

/** Pauses the group in its argument, for as long as it lives. */
const PAUSING = `
  const { ProgramPause } = require(${JSON.stringify(join(PACKAGE_ROOT, 'dist/libs/media/src/process/program-pause.js'))});
  const pause = new ProgramPause();
  pause.attach(Number(process.argv[1]), () => true);
  pause.begin();
  setInterval(() => undefined, 1_000);
`;
const guardsOf = (leader: number) => processesWith(new RegExp(`kill -9.*\\x00${leader}\\x00$`));

describe('the pause of a program', () => {
  let program: ChildProcess;
  let leader: number;
  let pause: ProgramPause;
  beforeEach(async () => {
    program = spawn('/bin/sh', ['-c', PROGRAM], { detached: true, stdio: 'ignore' });
    leader = program.pid ?? 0;
    await waitUntil(() => membersOf(leader).length === 3);
    pause = new ProgramPause();
  });
  afterEach(() => {
    pause.detach();
    if (membersOf(leader).length > 0) process.kill(-leader, 'SIGKILL');
  });
  const states = () => new Set(membersOf(leader).map(stateOf));

  it('stops every process of its group until its end, also several times', async () => {
    pause.attach(leader, () => true);
    for (let round = 0; round < 2; round += 1) {
      pause.begin();
      await waitUntil(() => states().has('T') && states().size === 1);
      expect([pause.isOn, pause.isPossible]).toEqual([true, false]);
      pause.end();
      await waitUntil(() => !states().has('T'));
      expect([pause.isOn, pause.isPossible, membersOf(leader).length]).toEqual([false, true, 3]);
    }
  });

  it('does not begin before a program runs, nor while it must not be stopped, nor after its end', () => {
    pause.begin();
    pause.attach(leader, () => false);
    pause.begin();
    expect([pause.isPossible, pause.isOn, [...states()]]).toEqual([false, false, ['S']]);
    pause.attach(leader, () => true);
    pause.detach();
    pause.begin();
    expect([pause.isPossible, pause.isOn, [...states()]]).toEqual([false, false, ['S']]);
  });

  it('leaves a program that is killed meanwhile no process, and ends with it', async () => {
    pause.attach(leader, () => true);
    pause.begin();
    process.kill(-leader, 'SIGKILL');
    await waitUntil(() => membersOf(leader).length === 0);
    pause.detach();
    pause.end();
    expect([pause.isOn, pause.isPossible]).toEqual([false, false]);
    await waitUntil(() => guardsOf(leader).length === 0);
  });

  it('does not outlive its process: a stopped program is killed with it', async () => {
    const own = spawn(process.execPath, ['-e', PAUSING, String(leader)], { stdio: 'ignore' });
    try {
      await waitUntil(() => states().has('T') && guardsOf(leader).length === 1);
    } finally {
      own.kill('SIGKILL');
    }
    await waitUntil(() => membersOf(leader).length === 0 && guardsOf(leader).length === 0);
  });

  it('ends when its guard is killed, so that no program is stopped without one', async () => {
    pause.attach(leader, () => true);
    pause.begin();
    const [guard] = guardsOf(leader);
    process.kill(Number(guard), 'SIGKILL');
    await waitUntil(() => !pause.isOn && !states().has('T'));
    expect(membersOf(leader)).toHaveLength(3);
  });
});
