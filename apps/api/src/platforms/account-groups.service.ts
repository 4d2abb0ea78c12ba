import type { UserPrincipal } from '@app/auth';
import { IdempotencyStore, notFound } from '@app/core';
import { type AccountGroup, AccountGroupsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountGroupResponse } from './platform-account.response';
import type { AccountGroupDto } from './platforms.dto';

/** Named sets of connected accounts. */
@Injectable()
export class AccountGroupsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly groups: AccountGroupsRepository,
    private readonly idempotency: IdempotencyStore,
  ) {}

  create(principal: UserPrincipal, { name, account_ids }: AccountGroupDto): Promise<AccountGroupResponse> {
    return this.idempotency.transaction(async (manager) => {
      const id = await this.groups.create(principal, name.trim(), account_ids, manager);
      return AccountGroupResponse.of(await this.get(principal, id, manager));
    });
  }

  replace(principal: UserPrincipal, id: string, { name, account_ids }: AccountGroupDto): Promise<AccountGroupResponse> {
    return this.dataSource.transaction(async (manager) => {
      const content = { name: name.trim(), accountIds: account_ids };
      if (!(await this.groups.replace(principal, id, content, manager))) throw notFound();
      return AccountGroupResponse.of(await this.get(principal, id, manager));
    });
  }

  async remove(principal: UserPrincipal, id: string): Promise<void> {
    if (!(await this.groups.remove(principal, id))) throw notFound();
  }

  private async get(principal: UserPrincipal, id: string, manager: EntityManager): Promise<AccountGroup> {
    const found = await this.groups.find(principal, id, manager);
    if (!found) throw notFound();
    return found;
  }
}
