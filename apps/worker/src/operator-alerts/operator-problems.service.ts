import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLogService } from '@app/auth';
import { StripeInboxService, type UrgentPaymentEvents } from '@app/billing';
import { askWithin, type HealthCheck } from '@app/core';
import { JobListService, type ListedJob } from '@app/jobs';
import { PublicationTimesRepository } from '@app/platforms';
import { RenderProviders } from '@app/render-proxy';
import { StorageHealthService } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** A fault that operators should know about. */
export interface OperatorProblem {
  /** snake_case. */
  subject: string;
  title: string;
  /** Without secrets and without data of accounts. */
  description: string;
  /** Ids of the payment events of which operators hear by this report alone. */
  paymentEvents?: readonly string[];
}

const HOUR_MS = 3_600_000;
/** Fewer jobs that failed within an hour are for the queue dashboard, not for an alert. */
const MANY_FAILED_JOBS = 5;
const MOST_LISTED = 100;
/** A part that does not work is checked again, because the first check of a process may come too early. */
const SECOND_CHECK_MS = 5_000;

/** Finds the faults that a worker can see. */
@Injectable()
export class OperatorProblemsService {
  constructor(
    private readonly jobs: JobListService,
    private readonly auditLog: AuditLogService,
    private readonly storage: StorageHealthService,
    private readonly renders: RenderProviders,
    private readonly posts: PublicationTimesRepository,
    private readonly payments: StripeInboxService,
  ) {}

  async find(signal: AbortSignal): Promise<OperatorProblem[]> {
    const urgent = (await this.payments.unreported()).map(urgentPayments);
    const found = await Promise.all([
      this.failedJobs(),
      this.stuckJobs(),
      this.alteredAuditLog(),
      this.overduePosts(),
      this.postsShownOtherwise(),
      this.stuckPaymentEvents(),
      unhealthy('storage', 'Files cannot be stored reliably', this.storage, signal),
      unhealthy('render_provider', 'New renders cannot be made', this.renders, signal),
    ]);
    return [...urgent, ...found].filter((problem) => problem !== undefined);
  }

  private async failedJobs(): Promise<OperatorProblem | undefined> {
    const { rows } = await this.jobs.list('failed', { limit: MOST_LISTED });
    const recent = rows.filter(({ failedAt }) => Number(failedAt) > Date.now() - HOUR_MS);
    if (recent.length < MANY_FAILED_JOBS) return undefined;
    const title = `${numberOf(recent)} jobs failed for good in the last hour`;
    return { subject: 'failed_jobs', title, description: summaryOf(recent) };
  }

  private async stuckJobs(): Promise<OperatorProblem | undefined> {
    const { rows } = await this.jobs.list('stuck', { limit: MOST_LISTED });
    if (rows.length === 0) return undefined;
    const title = `${numberOf(rows)} ${rows.length === 1 ? 'job does' : 'jobs do'} not move`;
    return { subject: 'stuck_jobs', title, description: summaryOf(rows) };
  }

  private async overduePosts(): Promise<OperatorProblem | undefined> {
    const posts = await this.posts.countOverdue();
    if (posts === 0) return undefined;
    const title = `${posts} ${posts === 1 ? 'post is' : 'posts are'} overdue`;
    const description = 'Their time passed more than two minutes ago, and no worker has begun them.';
    return { subject: 'overdue_posts', title, description };
  }

  private async postsShownOtherwise(): Promise<OperatorProblem | undefined> {
    const posts = await this.posts.countShownOtherwise();
    if (posts === 0) return undefined;
    const title = `${posts} ${posts === 1 ? 'post of the last hour has' : 'posts of the last hour have'} a different audience than requested`;
    const description = 'Google locks the videos of a project without an audit as private.';
    return { subject: 'posts_shown_otherwise', title, description };
  }

  private async stuckPaymentEvents(): Promise<OperatorProblem | undefined> {
    const events = await this.payments.countStuck();
    if (events === 0) return undefined;
    const title = `${events} ${events === 1 ? 'payment event' : 'payment events'} cannot be processed`;
    const description = 'Plans and tokens may differ from Stripe. The column last_error of payment_events tells why.';
    return { subject: 'stuck_payment_events', title, description };
  }

  private async alteredAuditLog(): Promise<OperatorProblem | undefined> {
    const chains = await this.auditLog.verifyNew();
    if (chains === 0) return undefined;
    const description = `Broken chains: ${chains}. The log of the worker names the first entry of each that does not fit.`;
    return { subject: 'audit_log', title: 'The audit log was altered', description };
  }
}

const URGENT: Readonly<Record<UrgentPaymentEvents['type'], Omit<OperatorProblem, 'subject'>>> = {
  'charge.dispute.created': {
    title: 'Payments are disputed',
    description: "Stripe's Dashboard shows the last day on which each can be answered. Disputes",
  },
  'invoice.finalization_failed': {
    title: 'Invoices could not be completed',
    description:
      "The plans go on without a payment. Stripe's Dashboard shows the reason, usually a wrong address for taxes. Invoices",
  },
};

function urgentPayments({ type, subjects, events }: UrgentPaymentEvents): OperatorProblem {
  const { title, description } = URGENT[type];
  const named = `${description}: ${subjects.join(', ')}`;
  return { subject: type.replaceAll('.', '_'), title, description: named, paymentEvents: events };
}

async function unhealthy(
  subject: string,
  title: string,
  check: HealthCheck,
  signal: AbortSignal,
): Promise<OperatorProblem | undefined> {
  if ((await askWithin(check)).status === 'ok') return undefined;
  await sleep(SECOND_CHECK_MS, undefined, { signal });
  const { status, detail } = await askWithin(check);
  return status === 'ok' ? undefined : { subject, title, description: detail ?? `The check reports ${status}.` };
}

const numberOf = ({ length }: readonly ListedJob[]): string =>
  length < MOST_LISTED ? `${length}` : `${length} or more`;

/** How many jobs of each name, one line each. */
function summaryOf(jobs: readonly ListedJob[]): string {
  const counts = new Map<string, number>();
  for (const { name } of jobs) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name}: ${count}`).join('\n');
}
