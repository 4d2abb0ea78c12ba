import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { Invitations } from './invitations.service';
import { WorkspaceController } from './workspace.controller';

@Module({ imports: [AuthModule, BillingModule], controllers: [WorkspaceController], providers: [Invitations] })
export class WorkspaceDoorModule {}
