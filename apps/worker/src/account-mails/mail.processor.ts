import { JobExecutor, JobProcessor, ProcessesQueue } from '@app/jobs';
import { SendAccountMailHandler } from './send-account-mail.handler';

@ProcessesQueue('mail')
export class MailProcessor extends JobProcessor<'mail'> {
  constructor(executor: JobExecutor, send: SendAccountMailHandler) {
    super(executor, { 'account_mail.send': send });
  }
}
