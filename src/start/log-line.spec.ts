import { Console } from './console';
import { Echo, noteworthy } from './log-line';

describe('noteworthy', () => {
  it.each([
    ['{"level":"info","msg":"listening"}', 'stdout', undefined],
    ['{"level":"warn","msg":"slow","context":"Queue"}', 'stdout', 'WARN Queue: slow'],
    [
      '{"level":"error","msg":"failed","err":{"message":"no route to host"}}',
      'stdout',
      'ERROR failed: no route to host',
    ],
    [
      '{"level":"error","msg":"request","method":"GET","route":"/health","status":503}',
      'stdout',
      'ERROR request GET /health 503',
    ],
    ['plain words', 'stdout', undefined],
    ['plain words', 'stderr', 'plain words'],
    ['{"cut of', 'stderr', '{"cut of'],
    ['  ', 'stderr', undefined],
  ] as const)('%s on %s', (line, stream, expected) => expect(noteworthy(line, stream)).toBe(expected));
});

describe('Echo', () => {
  const shown = (lines: string[], prepare: (echo: Echo) => void) => {
    const console = new Console();
    const line = jest.spyOn(console, 'line').mockImplementation(() => undefined);
    const echo = new Echo('api', console, false);
    prepare(echo);
    for (const text of lines) echo.show(text, 'stderr');
    return line.mock.calls.map(([text]) => text);
  };

  it('is silent until the process is ready', () => {
    expect(shown(['trouble'], () => undefined)).toEqual([]);
  });

  it('shows a line once and does not flood the terminal', () => {
    const lines = shown(['same', 'same', ...Array.from({ length: 100 }, (_, index) => `line ${index}`)], (echo) =>
      echo.unmute(),
    );
    expect(lines.slice(0, 2)).toEqual(['[api] same', '[api] line 0']);
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toContain('more in the log');
  });
});
