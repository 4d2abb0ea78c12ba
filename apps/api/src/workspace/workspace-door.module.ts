import { AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { Invitations } from './invitations.service';
import { WorkspaceController } from './workspace.controller';

@Module({ imports: [AuthModule], controllers: [WorkspaceController], providers: [Invitations] })
export class WorkspaceDoorModule {}
