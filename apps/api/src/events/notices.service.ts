import type { UserPrincipal } from '@app/auth';
import { notFound } from '@app/core';
import { AccountEventsRepository, IN_APP_EVENTS, NoticesRepository } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { scopeOf } from './event-scopes';
import { NoticeListResponse } from './notice.response';
import type { NoticesQuery } from './notices.query';

/** The notices of a workspace, as far as the caller may read what they are about. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notices: NoticesRepository,
    private readonly events: AccountEventsRepository,
  ) {}

  async list(principal: UserPrincipal, query: NoticesQuery): Promise<NoticeListResponse> {
    const events = readableBy(principal);
    const [page, unread] = await Promise.all([
      this.notices.list(principal, events, query),
      this.notices.countUnread(principal, events),
    ]);
    return NoticeListResponse.of(page, unread);
  }

  /** @throws not_found */
  async markRead(principal: UserPrincipal, id: string): Promise<void> {
    if (!(await this.notices.exists(principal, id, readableBy(principal)))) throw notFound();
    await this.mark(principal, id);
  }

  async markAllRead(principal: UserPrincipal): Promise<void> {
    await this.mark(principal, undefined);
  }

  /** Also announces it to the other open pages. */
  private async mark(principal: UserPrincipal, id: string | undefined): Promise<void> {
    const { ownerId } = principal;
    await this.dataSource.transaction(async (manager) => {
      if ((await this.notices.markRead(principal, readableBy(principal), id, manager)) === 0) return;
      await this.events.record(ownerId, [{ type: 'notice.read', data: { id: id ?? ownerId } }], manager);
    });
  }
}

const readableBy = ({ scopes }: UserPrincipal) => IN_APP_EVENTS.filter((type) => scopes.includes(scopeOf(type)));
