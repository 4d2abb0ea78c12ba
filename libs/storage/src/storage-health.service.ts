import { type CoreConfig, coreConfig, type HealthCheck, type HealthReport } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Below this a render or an upload may not fit. */
const LOW_SPACE_BYTES = 1024 ** 3;

/** Whether files can be stored: really writes one, because rights, quotas and full disks show only then. */
@Injectable()
export class StorageHealth implements HealthCheck {
  private readonly root: string;

  constructor(@Inject(coreConfig.KEY) config: CoreConfig) {
    this.root = join(resolve(config.DATA_DIR), 'objects');
  }

  async check(): Promise<HealthReport> {
    const probe = join(this.root, `.health-${randomUUID()}`);
    try {
      await mkdir(this.root, { recursive: true, mode: 0o700 });
      await writeFile(probe, 'ok');
      await rm(probe);
      const { bavail, bsize } = await statfs(this.root);
      const free = bavail * bsize;
      if (free < LOW_SPACE_BYTES) return { status: 'degraded', detail: `local: only ${Math.floor(free / 1024 ** 2)} MiB are free` };
      return { status: 'ok', detail: 'local' };
    } catch (error) {
      return { status: 'down', detail: `local: cannot write (${(error as NodeJS.ErrnoException).code})` };
    }
  }
}
