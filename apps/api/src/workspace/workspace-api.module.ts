import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { AccessModule } from '../http/access/access.module';
import { InvitationsService } from './invitations.service';
import { MembersService } from './members.service';
import { WorkspaceController } from './workspace.controller';

@Module({
  imports: [AuthModule, BillingModule, PlatformsModule, UploadsModule, AccessModule],
  controllers: [WorkspaceController],
  providers: [InvitationsService, MembersService],
})
export class WorkspaceApiModule {}
