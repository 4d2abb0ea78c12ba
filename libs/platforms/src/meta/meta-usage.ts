import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { CallUsage } from '../platform-adapter';

/** The header with the usage of the limits of a Page or an Instagram account. */
export const USAGE_HEADER = 'x-business-use-case-usage';
/** The longest pause. A post that waited longer would be given up if the limit were still used up afterwards. */
const LONGEST_PAUSE_MINUTES = 360;
/** Bounds the number and the age in milliseconds of reports that are never taken. */
const KEPT = { max: 2_000, ttl: 600_000 };
/** Calls for an Instagram account use the token of its Page, but have limits of their own. */
const KINDS = ['pages', 'instagram'] as const;

/** The `type` of a limit in the header. */
export type LimitKind = (typeof KINDS)[number];

const amount = z.number().nonnegative().catch(0);
const Limit = z.object({
  type: z.string().optional(),
  call_count: amount,
  total_cputime: amount,
  total_time: amount,
  estimated_time_to_regain_access: amount,
});
const Usage = z.record(z.string(), z.array(Limit));
type Limits = z.infer<typeof Limit>[];

/** Seconds until Meta accepts calls again; undefined when no limit is used up. */
export function secondsToRegainAccess(header: string | undefined): number | undefined {
  return pauseOf(limitsOf(header));
}

/** The usage of the limits of one kind; undefined when the answer reports none of them. */
export function usageOf(header: string | undefined, kind: LimitKind): CallUsage | undefined {
  const limits = limitsOf(header).filter(({ type }) => type === kind);
  if (limits.length === 0) return undefined;
  const numbers = limits.flatMap(({ call_count, total_cputime, total_time }) => [
    call_count,
    total_cputime,
    total_time,
  ]);
  return { percent: Math.max(...numbers), secondsToRegain: pauseOf(limits) };
}

/** The latest usage that Meta has reported in answers to calls with each token. */
export class UsageReports {
  private readonly reports = new LRUCache<string, CallUsage>(KEPT);

  record(token: string, header: string | undefined): void {
    for (const kind of KINDS) {
      const usage = usageOf(header, kind);
      if (usage) this.reports.set(`${kind} ${token}`, usage);
    }
  }

  /** Undefined when no answer has reported a usage since the last call of this method. */
  take(token: string, kind: LimitKind): CallUsage | undefined {
    const key = `${kind} ${token}`;
    const usage = this.reports.get(key);
    this.reports.delete(key);
    return usage;
  }
}

function pauseOf(limits: Limits): number | undefined {
  const minutes = Math.max(0, ...limits.map((limit) => limit.estimated_time_to_regain_access));
  return minutes > 0 ? Math.min(minutes, LONGEST_PAUSE_MINUTES) * 60 : undefined;
}

function limitsOf(header = ''): Limits {
  return Object.values(Usage.safeParse(parsed(header)).data ?? {}).flat();
}

function parsed(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    return undefined;
  }
}
