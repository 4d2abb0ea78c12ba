import fc from 'fast-check';
import {
  isFinishedUpload,
  statusesBefore,
  UPLOAD_STATUSES,
  UPLOAD_TRANSITIONS,
  type UploadStatus,
} from './upload-status';

const status = fc.constantFrom<UploadStatus>(...UPLOAD_STATUSES);

describe('the states of an upload', () => {
  it('are all reachable from pending, and each unfinished one can end', () => {
    const reached = new Set<UploadStatus>(['pending']);
    for (const from of reached) for (const to of UPLOAD_TRANSITIONS[from]) reached.add(to);
    expect([...reached].sort()).toEqual([...UPLOAD_STATUSES].sort());
    const unfinished = UPLOAD_STATUSES.filter((each) => !isFinishedUpload(each));
    for (const each of unfinished) expect(UPLOAD_TRANSITIONS[each]).toContain('cancelled');
  });

  it('name their possible predecessors', () =>
    fc.assert(
      fc.property(
        status,
        status,
        (from, to) => statusesBefore(to).includes(from) === UPLOAD_TRANSITIONS[from].includes(to),
      ),
    ));

  it('leave an end only by a retry, and never leave cancelled', () => {
    for (const end of UPLOAD_STATUSES.filter(isFinishedUpload))
      expect(UPLOAD_TRANSITIONS[end].filter((to) => to !== 'queued')).toEqual([]);
    expect(UPLOAD_TRANSITIONS.cancelled).toEqual([]);
  });

  it('are completed by their owner only from pending', () =>
    expect(statusesBefore('queued').filter((from) => !isFinishedUpload(from))).toEqual(['pending']));
});
