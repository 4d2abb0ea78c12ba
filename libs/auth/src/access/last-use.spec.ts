import type { Logger } from '@nestjs/common';
import { LastUse } from './last-use';

const MOST = 10_000;

describe('the time of the last use', () => {
  it('is written once a minute for each id, even when more ids are in use than are tracked', () => {
    jest.spyOn(performance, 'now').mockReturnValue(1);
    const write = jest.fn(() => Promise.resolve());
    const lastUse = new LastUse(write, { warn: jest.fn() } as unknown as Logger);
    for (let id = 0; id <= MOST; id += 1) lastUse.note(String(id));
    expect(write).toHaveBeenCalledTimes(MOST + 1);
    for (let id = 1; id <= MOST; id += 1) lastUse.note(String(id));
    expect(write).toHaveBeenCalledTimes(MOST + 1);
  });
});
