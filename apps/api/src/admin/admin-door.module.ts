import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { AdminGrantsController } from './admin-grants.controller';
import { AdminGrants } from './admin-grants.service';
import { AdminUsersController } from './admin-users.controller';
import { AuditLogController } from './audit-log.controller';

@Module({ imports: [AuthModule, BillingModule], controllers: [AdminUsersController, AdminGrantsController, AuditLogController], providers: [AdminGrants] })
export class AdminDoorModule {}
