import { copyFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';

const MAX_LOG_BYTES = 10 * 1024 * 1024;
const TAIL_LINES = 12;

/** What the operator can do about a failure that the server reports in its own words. */
const REMEDIES: readonly [RegExp, string][] = [
  [/No space left on device|Disk quota exceeded/i, 'The disk is full: make room, then start again. Nothing is lost.'],
  [
    /Permission denied/i,
    'The server may not use its folder: check the rights of the folders above it, or choose another with --data-dir.',
  ],
  [/Read-only file system/i, 'The disk is read-only: choose another folder with --data-dir.'],
  [
    /could not look up effective user ID/i,
    'This user has no name on this system (/etc/passwd), but the server requires one: run as another user, or set DATABASE_URL.',
  ],
  [/could not bind|Address already in use/i, 'Its port is in use by another program.'],
  [
    /could not create shared memory|Cannot allocate memory|could not map anonymous shared memory/i,
    'There is not enough memory for the database.',
  ],
  [
    /cannot open shared object file|GLIBC_|Exec format error|ENOENT/i,
    'The packaged server does not run on this system: set DATABASE_URL to a PostgreSQL 14 or newer server.',
  ],
];

/** One message for people: what failed, what to do, and the server's last output. */
export function explainServerFailure(title: string, output: string, place: string): string {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(output))?.[1];
  const tail = output.trim().split('\n').slice(-TAIL_LINES).join('\n');
  return `${title} (${place}). ${remedy ?? 'Its last output:'}\n${tail}`;
}

/** The part of the log written after its first `offset` bytes. */
export function logSince(logFile: string, offset: number): string {
  return existsSync(logFile) ? readFileSync(logFile).subarray(offset).toString('utf8') : '';
}

/** Keeps the log and one older one below a limit; the server appends, so it continues in the emptied file. */
export function capLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= MAX_LOG_BYTES) return;
  try {
    copyFileSync(logFile, `${logFile}.1`);
  } catch {
    // No room for the copy, but making room is the purpose.
  }
  truncateSync(logFile);
}
