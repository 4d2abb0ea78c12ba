import { UsageReports, usageOf } from './meta-usage';

const limit = (numbers: object, type = 'pages') => ({ type, ...numbers });
const header = (...limits: object[]) => JSON.stringify({ 200000000000001: limits });

describe('[emulator 13] the usage that Meta reports', () => {
  it.each([
    ['is the highest number', header(limit({ call_count: 4, total_cputime: 97, total_time: 3 })), { percent: 97 }],
    [
      'is that of the limit that is used up most',
      header(limit({ call_count: 4 }), limit({ total_time: 61 })),
      { percent: 61 },
    ],
    ['ignores numbers that are not readable', header(limit({ call_count: '95', total_time: 12 })), { percent: 12 }],
    ['does not include the limits of the Instagram account', header(limit({ call_count: 99 }, 'instagram')), undefined],
    [
      'has the time at which calls are accepted again',
      header(limit({ call_count: 100, estimated_time_to_regain_access: 45 })),
      { percent: 100, secondsToRegain: 2_700 },
    ],
    ['is unknown without a limit', header(), undefined],
    ['is unknown in a broken header', '{"1":[{"call_count":', undefined],
    ['is unknown without the header', undefined, undefined],
  ])('%s', (_, text, usage) => expect(usageOf(text, 'pages')).toEqual(usage));

  it('is the latest one, once, of each kind of limits, also when a Page and its Instagram account share a token', () => {
    const reports = new UsageReports();
    reports.record('token', header(limit({ call_count: 10 })));
    reports.record('token', header(limit({ call_count: 20 })));
    reports.record('token', header(limit({ call_count: 96 }, 'instagram')));
    expect(reports.take('token', 'pages')).toEqual({ percent: 20 });
    expect(reports.take('token', 'pages')).toBeUndefined();
    expect(reports.take('token', 'instagram')).toEqual({ percent: 96 });
    expect(reports.take('other', 'pages')).toBeUndefined();
  });
});
