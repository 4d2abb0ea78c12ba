import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { EraseAccountHandler } from './erase-account.handler';
import { EraseAccountExportHandler } from './erase-account-export.handler';
import { MakeAccountExportHandler } from './make-account-export.handler';
import { ResealSecretsHandler } from './reseal-secrets.handler';

@ProcessesQueue('accounts')
export class AccountsProcessor extends JobProcessor<'accounts'> {
  constructor(
    executor: JobExecutorService,
    make: MakeAccountExportHandler,
    eraseExport: EraseAccountExportHandler,
    erase: EraseAccountHandler,
    reseal: ResealSecretsHandler,
  ) {
    super(executor, {
      'account_export.make': make,
      'account_export.erase': eraseExport,
      'account.erase': erase,
      'vault.reseal': reseal,
    });
  }
}
