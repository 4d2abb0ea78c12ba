import { type Actor, type User, UserAdministrationService } from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Removes the second factor of a user who lost it, and mails the user about it. */
@Injectable()
export class TwoFactorRemovalService {
  constructor(
    private readonly administration: UserAdministrationService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws not_found, totp_not_set_up */
  remove(id: string, actor: Actor, reason?: string): Promise<User> {
    return this.administration.removeTwoFactor(id, actor, reason, ({ email }, manager) =>
      this.publisher.publish(sendAccountMail, { template: 'totp_disabled', email }, { manager }),
    );
  }
}
