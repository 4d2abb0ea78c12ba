import { AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { AccountController } from './account.controller';
import { AccountEnd } from './account-end.service';

@Module({ imports: [AuthModule], controllers: [AccountController], providers: [AccountEnd] })
export class AccountDoorModule {}
