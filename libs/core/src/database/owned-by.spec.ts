import { ownedBy } from './owned-by';

interface Row {
  id: string;
  userId: string;
}

describe('ownedBy', () => {
  it('adds the owner, whatever else is asked for', () => {
    expect(ownedBy<Row>({ ownerId: 'a' }, { id: '1' })).toEqual({ id: '1', userId: 'a' });
    expect(ownedBy<Row>({ ownerId: 'a' }, { id: '1', userId: 'b' } as never)).toEqual({ id: '1', userId: 'a' });
  });

  it('refuses a query for nobody', () => {
    expect(() => ownedBy<Row>({ ownerId: '' })).toThrow(/owner/);
    expect(() => ownedBy<Row>({ ownerId: undefined as never })).toThrow(/owner/);
  });
});
