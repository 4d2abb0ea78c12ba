import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Creates the folder for everything that this installation keeps. Only its owner may read it; as root others may pass
 * through, because the database server runs as `nobody` below it.
 * @throws Error that names the folder and a remedy
 */
export function prepareDataDirectory(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) {
      makeFolders(dataDir);
      chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    accessSync(dataDir, constants.W_OK);
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(
      `Cannot write to the data directory ${dataDir} (${(error as NodeJS.ErrnoException).code}). Choose another with --data-dir DIR.`,
    );
  }
}

/**
 * Creates one folder at a time: Node.js repeats its own recursive attempt forever on a file system that accepts no
 * folders, such as /proc.
 */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
}

/** What scripts and people need to use the running product; `instance.json` exists exactly while it is ready. */
export interface InstanceDetails {
  url: string;
  docs_url: string;
  api_key: string | null;
  admin: { email: string; password?: string } | null;
  /** Shows the mails of the outbox to a browser on this machine; the token changes at each start. */
  mail_url: string | null;
  /** Mails are written here as files while no mail server is configured. */
  mail_dir: string | null;
  database_url: string;
  pid: number;
  emulators?: Record<string, string>;
}

export class InstanceFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'instance.json');
  }

  write(details: InstanceDetails): void {
    const next = `${this.path}-${process.pid}`;
    writeFileSync(next, `${JSON.stringify(details, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.path);
  }

  read(): InstanceDetails | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as InstanceDetails;
    } catch {
      return undefined;
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
