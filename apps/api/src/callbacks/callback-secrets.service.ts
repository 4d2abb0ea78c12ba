import { type Actor, AuditLogService } from '@app/auth';
import { CallbackSecretsRepository, type IssuedCallbackSecret } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Makes the secrets that sign callbacks, with an entry in the audit log. */
@Injectable()
export class CallbackSecretsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: CallbackSecretsRepository,
    private readonly audit: AuditLogService,
  ) {}

  rotate(ownerId: string, graceSeconds: number, actor: Actor): Promise<IssuedCallbackSecret> {
    return this.dataSource.transaction(async (manager) => {
      const issued = await this.secrets.rotate(ownerId, graceSeconds, manager);
      await this.audit.append(
        actor,
        {
          chain: ownerId,
          action: 'callback_secret.created',
          target: { type: 'workspace', id: ownerId },
          after: { previous_expires_at: issued.previousExpiresAt },
        },
        manager,
      );
      return issued;
    });
  }
}
