import { type AccountEvent, ALL_AFFECTED, affectedBy, EVENT_TYPES } from './account-events';

const event = (type: AccountEvent['type']): AccountEvent => ({ type, data: { id: 'one', upload_id: 'its-upload' } });

describe('an event of the account', () => {
  it.each([
    ['render.completed', [['job', 'one']], ['jobs', 'me', 'ledger']],
    ['upload.processing', [['upload', 'one']], ['uploads', 'upload-estimate', 'posts', 'me']],
    ['publication.failed', [['upload', 'its-upload']], ['uploads', 'posts']],
    ['account.needs_reconnection', [], ['platforms', 'upload-estimate']],
    ['tokens.low', [], ['me', 'ledger']],
    ['subscription.updated', [], ['subscription', 'me', 'ledger']],
  ] as const)('%s affects only what reads its object', (type, details, lists) => {
    expect(affectedBy(event(type))).toEqual({ details, lists: lists.map((name) => [name]) });
  });

  it('is among those that are read again when events were missed', () => {
    const names = new Set(ALL_AFFECTED.map(([name]) => name));
    const affected = EVENT_TYPES.map(event).flatMap((each) => Object.values(affectedBy(each)).flat());
    expect(new Set(affected.map(([name]) => name))).toEqual(names);
    expect(ALL_AFFECTED.every((key) => key.length === 1)).toBe(true);
  });
});
