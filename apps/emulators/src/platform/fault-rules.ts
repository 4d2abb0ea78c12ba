import type { Ids } from './ids';

export type FaultAction =
  /** Answers without any effect. The body is read first, unless `drain` is false: then the connection breaks. */
  | { type: 'http'; status: number; headers?: Record<string, string>; json?: unknown; text?: string; drain?: boolean }
  /** An error of the platform by its name in the specification, such as `yt.quota`. */
  | { type: 'named'; name: string }
  /** The connection breaks after this many bytes of the body. */
  | { type: 'reset'; afterRequestBytes: number }
  /** The whole request arrives, nothing happens, and the connection breaks. */
  | { type: 'reset_before_effect' }
  /** The request takes effect, and the connection breaks before the answer. */
  | { type: 'drop_after_effect' }
  /** The request takes effect, and no answer comes. */
  | { type: 'timeout_after_effect' }
  /** A proxy delivers the request twice; the client gets the first answer. Not for streamed bodies. */
  | { type: 'duplicate' }
  | { type: 'delay'; ms: number }
  | { type: 'slow_read'; bytesPerSec: number }
  | { type: 'slow_write'; bytesPerSec: number }
  /** Stores only the first bytes of this request and answers as usual. */
  | { type: 'store_less'; bytes: number }
  /** Damaged answers: `truncate_json` and `wrong_content_type` after the effect, the others instead of it. */
  | { type: 'truncate_json' }
  | { type: 'wrong_content_type' }
  | { type: 'html_502' }
  | { type: 'empty_200' };

export interface CallFacts {
  isFinal?: boolean;
  offset?: number;
  step?: string;
}

/** One way in which a platform misbehaves. The first matching rule applies. */
export interface FaultRule {
  id?: string;
  /** Name of an operation, or the beginning of names: `yt.*`. */
  op: string;
  account?: string;
  /** Applies from this matching request on, counted from 1. */
  nth?: number;
  /** How often it applies: once by default, -1 for always. */
  times?: number;
  probability?: number;
  when?: { isFinal?: boolean; offsetGte?: number; stepIs?: string };
  action: FaultAction;
}

interface Counted {
  rule: FaultRule;
  matched: number;
  applied: number;
}

export class FaultRules {
  private counted: Counted[] = [];

  set(rules: readonly FaultRule[]): void {
    this.counted = rules.map((rule, index) => ({
      rule: { ...rule, id: rule.id ?? `f${index + 1}` },
      matched: 0,
      applied: 0,
    }));
  }

  shown(): object[] {
    return this.counted.map(({ rule, applied }) => ({ ...rule, applied }));
  }

  /** The rule for this request, which counts as applied. */
  take(op: string, account: string | undefined, facts: CallFacts, ids: Ids): FaultRule | undefined {
    for (const entry of this.counted) {
      const { rule } = entry;
      if (!matches(rule, op, account, facts)) continue;
      entry.matched += 1;
      const times = rule.times ?? 1;
      if (entry.matched < (rule.nth ?? 1) || (times !== -1 && entry.applied >= times)) continue;
      if (rule.probability !== undefined && ids.fraction() >= rule.probability) continue;
      entry.applied += 1;
      return rule;
    }
    return undefined;
  }
}

function matches(rule: FaultRule, op: string, account: string | undefined, facts: CallFacts): boolean {
  const named = rule.op.endsWith('*') ? op.startsWith(rule.op.slice(0, -1)) : op === rule.op;
  const { isFinal, offsetGte, stepIs } = rule.when ?? {};
  return (
    named &&
    (rule.account === undefined || rule.account === account) &&
    (isFinal === undefined || isFinal === (facts.isFinal ?? false)) &&
    (offsetGte === undefined || (facts.offset ?? -1) >= offsetGte) &&
    (stepIs === undefined || stepIs === facts.step)
  );
}
