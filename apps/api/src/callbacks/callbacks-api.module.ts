import { AuthModule } from '@app/auth';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { CallbackSecretsController } from './callback-secrets.controller';
import { CallbackSecretsService } from './callback-secrets.service';

@Module({
  imports: [AuthModule, NotificationsModule],
  controllers: [CallbackSecretsController],
  providers: [CallbackSecretsService],
})
export class CallbacksApiModule {}
