import { ConfigurationError } from '../config/read-env';
import { startOrExit } from './process-lifecycle';

describe('a process that cannot start', () => {
  const printed = async (error: unknown) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await startOrExit(() => Promise.reject(error));
      expect(exit.mock.calls).toEqual([[1]]);
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      exit.mockRestore();
      write.mockRestore();
    }
  };

  it('prints the error and where it happened, without the password that it names', async () => {
    const output = await printed(new Error('cannot reach postgres://reelway:hunter22@db.example/reelway'));
    expect(output).toMatch(/cannot reach .*@db\.example.*\n +at /);
    expect(output).not.toContain('hunter22');
  });

  it('prints faults of the configuration alone', async () => {
    const fault = new ConfigurationError(['BASE_URL is missing']);
    expect(await printed(fault)).toBe(`${fault.message}\n`);
  });
});
