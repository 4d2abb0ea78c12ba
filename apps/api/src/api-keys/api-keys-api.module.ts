import { AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { ApiKeyIssuingService } from './api-key-issuing.service';
import { ApiKeysController } from './api-keys.controller';

@Module({ imports: [AuthModule], controllers: [ApiKeysController], providers: [ApiKeyIssuingService] })
export class ApiKeysApiModule {}
