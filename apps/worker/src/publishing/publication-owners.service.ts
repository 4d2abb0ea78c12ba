import { type AccountHold, accountDeletionPending, accountSuspended, UsersService } from '@app/auth';
import type { LastWrite } from '@app/jobs';
import { type PublicationFault, WaitingPublicationsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { faultOf, type PublicationRun } from './publication-run';
import { PublicationSettlementService } from './publication-settlement.service';

const HOLDS = {
  account_suspended: () =>
    accountSuspended('The account of the owner is suspended. The post is published when the account is restored.'),
  account_deletion_pending: () =>
    accountDeletionPending('The account of the owner is being deleted. The post is published if the owner keeps it.'),
} as const satisfies Record<AccountHold, unknown>;
const REASONS = Object.keys(HOLDS);

/** Posts are not published while the account of their owner is suspended or being deleted: they wait. */
@Injectable()
export class PublicationOwnersService {
  constructor(
    private readonly users: UsersService,
    private readonly waiting: WaitingPublicationsRepository,
    private readonly settlement: PublicationSettlementService,
  ) {}

  /** Undefined if the owner's account is active; otherwise the write that makes the post wait. */
  async holdOf(run: PublicationRun): Promise<LastWrite | undefined> {
    const { userId } = run.publication;
    const reason = (await this.users.holdsOf([userId])).get(userId);
    if (!reason) return undefined;
    const fault: PublicationFault = { ...faultOf(run, HOLDS[reason]()), class: 'account_action' };
    return () => this.settlement.park(run, { fault, waitingFor: reason });
  }

  /** Makes posts due that were waiting for their owner's account, if it is active again. */
  async continueReleased(manager: EntityManager): Promise<void> {
    const waiting = await this.waiting.ownersWaitingFor(REASONS, manager);
    if (waiting.length === 0) return;
    const held = await this.users.holdsOf(waiting);
    const released = waiting.filter((owner) => !held.has(owner));
    await this.waiting.endWaitFor(REASONS, released, manager);
  }
}
