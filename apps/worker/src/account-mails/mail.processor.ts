import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { MailBillingNoticeHandler } from './mail-billing-notice.handler';
import { SendAccountMailHandler } from './send-account-mail.handler';

@ProcessesQueue('mail')
export class MailProcessor extends JobProcessor<'mail'> {
  constructor(executor: JobExecutorService, send: SendAccountMailHandler, billing: MailBillingNoticeHandler) {
    super(executor, { 'account_mail.send': send, 'billing_notice.mail': billing });
  }
}
