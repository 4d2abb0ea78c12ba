// The options of `npm start`: one table for parsing and help.
import { parseArgs } from 'node:util';

const integer = (min, max) => (text, name) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`--${name} must be a whole number from ${min} to ${max}`);
  return value;
};
const text = (value, name) => {
  if (value.trim() === '') throw new Error(`--${name} needs a value`);
  return value;
};

const OPTIONS = [
  {
    name: 'port',
    value: 'N',
    parse: integer(0, 65_535),
    help: 'port of the API (API_PORT; default 8000, or the next free one)',
  },
  {
    name: 'host',
    value: 'ADDRESS',
    parse: text,
    help: 'address that the API listens on (API_HOST; default 127.0.0.1)',
  },
  { name: 'data-dir', value: 'DIR', parse: text, help: 'where everything is kept (DATA_DIR; default .data)' },
  { name: 'workers', value: 'N', parse: integer(0, 64), help: 'worker processes (default 1)' },
  { name: 'no-worker', help: 'no worker: jobs wait until one runs' },
  { name: 'with-emulators', help: 'also start local emulators of the outside services' },
  { name: 'watch', help: 'rebuild and restart when a source file changes (npm run dev)' },
  { name: 'no-ffmpeg-install', help: 'do not install ffmpeg when it is missing' },
  { name: 'verbose', help: 'show every log line, not only warnings and errors' },
  { name: 'help', help: 'this text' },
];

export const HELP = `npm start [-- OPTIONS]

Starts everything: database, API and worker. Ctrl-C stops it; the data stays.

${OPTIONS.map(({ name, value, help }) => `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(22)}${help}`).join('\n')}

DATABASE_URL and REDIS_URL select existing servers; otherwise a PostgreSQL server from npm runs below the data
directory. .env.example lists every variable; npm start reads the file .env.
`;

/** Throws an Error that names the option if it is unknown or has an invalid value. */
export function parseStartOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: Object.fromEntries(OPTIONS.map(({ name, value }) => [name, { type: value ? 'string' : 'boolean' }])),
  });
  const parsed = Object.fromEntries(
    OPTIONS.filter(({ name }) => name in values).map(({ name, parse }) => [
      name,
      parse ? parse(values[name], name) : true,
    ]),
  );
  return {
    port: parsed.port,
    host: parsed.host,
    dataDir: parsed['data-dir'],
    workers: parsed['no-worker'] ? 0 : (parsed.workers ?? 1),
    withEmulators: parsed['with-emulators'] ?? false,
    watch: parsed.watch ?? false,
    installFfmpeg: !parsed['no-ffmpeg-install'],
    verbose: parsed.verbose ?? false,
    help: parsed.help ?? false,
  };
}
