import { AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { AdminUsersController } from './admin-users.controller';
import { AuditLogController } from './audit-log.controller';

@Module({ imports: [AuthModule], controllers: [AdminUsersController, AuditLogController] })
export class AdminDoorModule {}
