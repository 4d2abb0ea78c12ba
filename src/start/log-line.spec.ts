import { noteworthy } from './log-line';

describe('noteworthy', () => {
  it.each([
    ['{"level":"info","msg":"listening"}', 'stdout', undefined],
    ['{"level":"warn","msg":"slow","context":"Queue"}', 'stdout', 'WARN Queue: slow'],
    ['{"level":"error","msg":"failed","err":{"message":"no route to host"}}', 'stdout', 'ERROR failed: no route to host'],
    ['plain words', 'stdout', undefined],
    ['plain words', 'stderr', 'plain words'],
    ['null', 'stdout', undefined],
    ['"text"', 'stderr', undefined],
    ['  ', 'stderr', undefined],
  ] as const)('%s on %s', (line, stream, expected) => expect(noteworthy(line, stream)).toBe(expected));
});
