/** The intended behaviour of the ledger in the plainest code: whole numbers, loops, no SQL. Time is in hours. */
export interface ModelGrant {
  priority: number;
  amount: number;
  free: number;
  held: number;
  clawedBack: number;
  /** Tokens that expired unused, without those that were clawed back since. */
  expired: number;
  /** The part of `clawedBack` that had expired unused. */
  clawedBackExpired: number;
  expiresAt: number;
  endsAt: number;
  /** Decides which of two grants that end in the same hour ends first: the one whose end was set first. */
  endSetAs: number;
}

interface ModelHold {
  amount: number;
  takes: { grant: ModelGrant; amount: number }[];
  state: 'pending' | 'settled' | 'released';
  settled: number;
}

export type ModelAnswer = { available: number; reserved: number; debt: number } | { refused: string };

const GRACE_HOURS = 24;
const PLAN_PRIORITY = 10;

export class LedgerModel {
  readonly grants: ModelGrant[] = [];
  readonly holds: ModelHold[] = [];
  debt = 0;
  now = 0;
  private endsSet = 0;

  state(): { available: number; reserved: number; debt: number } {
    const sum = (pick: (grant: ModelGrant) => number) => this.grants.reduce((total, grant) => total + pick(grant), 0);
    return { available: sum((grant) => grant.free), reserved: sum((grant) => grant.held), debt: this.debt };
  }

  grant(amount: number, priority: number, hours?: number): ModelAnswer {
    const expiresAt = hours === undefined ? Infinity : this.now + hours;
    const none = { free: 0, held: 0, clawedBack: 0, expired: 0, clawedBackExpired: 0 };
    const grant = { ...none, priority, amount, expiresAt, endsAt: expiresAt, endSetAs: this.endsSet++ };
    this.grants.push(grant);
    this.receive(grant, amount);
    return this.answer();
  }

  reserve(amounts: readonly number[]): ModelAnswer {
    const needed = amounts.reduce((total, amount) => total + amount, 0);
    if (this.state().available < needed) return { refused: 'insufficient_tokens' };
    for (const amount of amounts) {
      const takes: ModelHold['takes'] = [];
      let missing = amount;
      for (const grant of this.inOrder()) {
        const taken = Math.min(grant.free, missing);
        if (taken === 0) continue;
        grant.free -= taken;
        grant.held += taken;
        missing -= taken;
        takes.push({ grant, amount: taken });
      }
      this.holds.push({ amount, takes, state: 'pending', settled: 0 });
    }
    return this.answer();
  }

  resolve(index: number, spent: number): ModelAnswer {
    const hold = this.holds[index];
    if (!hold) throw new Error('no such hold');
    if (spent > hold.amount) return { refused: 'settlement_above_hold' };
    if (hold.state !== 'pending') return { refused: 'hold_resolved' };
    hold.state = spent > 0 ? 'settled' : 'released';
    hold.settled = spent;
    let toSpend = spent;
    for (const { grant, amount } of hold.takes) {
      grant.held -= amount;
      const used = Math.min(amount, toSpend);
      toSpend -= used;
      this.receive(grant, amount - used);
    }
    return this.answer();
  }

  clawBack(index: number, total: number): ModelAnswer {
    const target = this.grants[index];
    if (!target) throw new Error('no such grant');
    if (total > target.amount) return { refused: 'claw_back_above_grant' };
    let change = total - target.clawedBack;
    target.clawedBack = total;
    const unused = change > 0 ? Math.min(change, target.expired) : Math.min(total - target.clawedBackExpired, 0);
    target.expired -= unused;
    target.clawedBackExpired += unused;
    change -= unused;
    if (change < 0) this.receive(target, -change);
    for (const grant of [target, ...this.inOrder().filter((other) => other !== target)]) {
      const taken = Math.min(grant.free, Math.max(change, 0));
      grant.free -= taken;
      change -= taken;
    }
    this.debt += Math.max(change, 0);
    return this.answer();
  }

  /** @returns how much of the grant is taken back now */
  takeCredited(index: number, total: number): number {
    const target = this.grants[index];
    if (!target) throw new Error('no such grant');
    const plans = this.grants.filter((grant) => grant === target || grant.priority === PLAN_PRIORITY);
    const free = plans.reduce((sum, grant) => sum + grant.free, 0);
    const wanted = Math.min(total, target.amount, target.clawedBack + target.expired + free);
    if (wanted > target.clawedBack) this.clawBack(index, wanted);
    return target.clawedBack;
  }

  pass(hours: number): void {
    this.now += hours;
    this.expire();
  }

  /** Incoming tokens pay debt first; tokens returned to an expired grant last for one more day, once. */
  private receive(grant: ModelGrant, amount: number): void {
    const repaid = Math.min(this.debt, amount);
    this.debt -= repaid;
    grant.free += amount - repaid;
    if (amount > repaid && grant.expiresAt <= this.now && grant.endsAt === grant.expiresAt) {
      grant.endsAt = this.now + GRACE_HOURS;
      grant.endSetAs = this.endsSet++;
    }
  }

  /** An operation answers before tokens that it returned to an expired grant are booked out. */
  private answer(): ModelAnswer {
    const state = this.state();
    this.expire();
    return state;
  }

  private expire(): void {
    for (const grant of this.grants.filter(({ endsAt }) => endsAt <= this.now)) {
      grant.expired += grant.free;
      grant.free = 0;
    }
  }

  private inOrder(): ModelGrant[] {
    return [...this.grants].sort((a, b) => a.priority - b.priority || a.endsAt - b.endsAt || a.endSetAs - b.endSetAs);
  }
}
