import { SilenceAlarm } from './silence-alarm';

describe('SilenceAlarm', () => {
  let now = 0;
  let alarms = 0;
  let load = 0;
  let alarm: SilenceAlarm;
  const after = (seconds: number, stepMs = 1_000) => {
    for (let at = 0; at < seconds; at += stepMs / 1_000) {
      now += stepMs;
      alarm.look();
    }
  };
  beforeEach(() => {
    [now, alarms, load] = [0, 0, 0.5];
    alarm = new SilenceAlarm(
      () => (alarms += 1),
      () => now,
      () => load,
    );
  });
  afterEach(() => alarm.stop());

  it('is raised twenty seconds after the last heartbeat', () => {
    alarm.beat();
    after(19);
    alarm.beat();
    after(19);
    expect(alarms).toBe(0);
    after(1);
    expect(alarms).toBe(1);
  });

  it('is not raised by time in which the supervisor did not run', () => {
    alarm.beat();
    after(3_600, 3_600_000);
    expect(alarms).toBe(0);
    after(18);
    expect(alarms).toBe(1);
  });

  it('is raised later on an overloaded machine, but not infinitely later', () => {
    load = 2;
    alarm.beat();
    after(39);
    expect(alarms).toBe(0);
    after(1);
    expect(alarms).toBe(1);
    [alarms, load] = [0, 100];
    alarm.beat();
    after(80);
    expect(alarms).toBe(1);
  });
});
