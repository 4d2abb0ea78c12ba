import { AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { ApiKeysController } from './api-keys.controller';

@Module({ imports: [AuthModule], controllers: [ApiKeysController] })
export class ApiKeysApiModule {}
