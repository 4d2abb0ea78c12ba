import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Longer than an attempt can take. If its worker dies, another one repeats the attempt. */
const ATTEMPT_SECONDS = 120;

/** When the operators may be notified of each subject again. */
@Injectable()
export class OperatorAlertsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes those of the subjects that may be reported now, for this job only. */
  async take(subjects: readonly string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ subject: string }[]>(
      `insert into operator_alerts as a (subject, due_at)
       select subject, now() + interval '${ATTEMPT_SECONDS} seconds' from unnest($1::text[]) as subject order by subject
       on conflict (subject) do update set due_at = excluded.due_at where a.due_at <= now() returning subject`,
      [subjects],
    );
    return rows.map(({ subject }) => subject);
  }

  /** @param seconds until the subjects may be reported again */
  async postpone(subjects: readonly string[], seconds: number, manager: EntityManager): Promise<void> {
    await manager.query(
      'update operator_alerts set due_at = now() + make_interval(secs => $2) where subject = any($1)',
      [subjects, seconds],
    );
  }
}
