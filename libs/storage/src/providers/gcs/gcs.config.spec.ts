import { readEnv } from '@app/core';
import { GcsEnv } from './gcs.config';

describe('GCS_ACL', () => {
  it.each([
    [undefined, 'publicRead'],
    ['publicread', 'publicRead'],
    ['private', 'private'],
    ['projectPrivate', 'private'],
    ['public-read', 'private'],
  ])('%s is read as %s', (given, meaning) => {
    expect(readEnv(GcsEnv, { GCS_ACL: given }).GCS_ACL).toBe(meaning);
  });
});
