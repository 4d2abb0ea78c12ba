import { type Actor, EmailChangeService, type SessionPrincipal, UsersService } from '@app/auth';
import { changeCustomerAddress, JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UserResponse } from '../responses/user.response';

/** Changes a person's name and address, sends the mails that belong to the change, and tells the payment provider. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly emailChanges: EmailChangeService,
    private readonly publisher: JobPublisherService,
  ) {}

  async rename(userId: string, name: string, actor: Actor): Promise<UserResponse> {
    return UserResponse.of(await this.users.rename(userId, name.trim(), actor));
  }

  /**
   * Takes the same time and gives the same answer whether or not another account has the address.
   * @throws too_many_email_changes
   */
  async requestEmail({ userId, sessionId }: SessionPrincipal, address: string): Promise<void> {
    const email = address.toLowerCase();
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.emailChanges.request(userId, email, manager))) return;
      const mail = { template: 'email_change', email, userId, sessionId } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    });
  }

  /** @throws link_invalid */
  async confirmEmail(userId: string, token: string, ip: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { former } = await this.emailChanges.confirm(userId, token, ip, manager);
      await this.publisher.publish(sendAccountMail, { template: 'email_changed', email: former, userId }, { manager });
      await this.publisher.publish(changeCustomerAddress, { userId, former }, { manager });
    });
  }

  /** @throws link_invalid */
  async undoEmail(token: string, ip: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { userId, former, current } = await this.emailChanges.undo(token, ip, manager);
      await this.publisher.publish(sendAccountMail, { template: 'password_reset', email: current }, { manager });
      await this.publisher.publish(changeCustomerAddress, { userId, former }, { manager });
    });
  }
}
