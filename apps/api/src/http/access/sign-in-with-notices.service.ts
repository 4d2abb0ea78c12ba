import { type ClientOrigin, type GivenSignIn, type SignedIn, SignInService } from '@app/auth';
import { followAccountDeletion, JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Every sign-in with a password, with the mails that the owner of the account gets about it. */
@Injectable()
export class SignInWithNoticesService {
  constructor(
    private readonly signIn: SignInService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws what `SignInService.login` throws */
  async login(given: GivenSignIn, origin: ClientOrigin): Promise<SignedIn> {
    const signedIn = await this.signIn.login(given, origin, async ({ id, email }, manager) => {
      await this.publisher.publish(sendAccountMail, { template: 'deletion_cancelled', email }, { manager });
      await this.publisher.publish(followAccountDeletion, { userId: id }, { manager });
    });
    const { sessionId, fromNewNetwork } = signedIn;
    const { email } = signedIn.user;
    if (fromNewNetwork) await this.publisher.publish(sendAccountMail, { template: 'new_sign_in', email, sessionId });
    return signedIn;
  }
}
