import { AuthModule, SeatLimits } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { InvitationsService } from './invitations.service';
import { MembersService } from './members.service';
import { PlanSeatsService } from './plan-seats.service';
import { WorkspaceController } from './workspace.controller';

@Module({
  imports: [AuthModule, BillingModule],
  controllers: [WorkspaceController],
  providers: [InvitationsService, MembersService, { provide: SeatLimits, useClass: PlanSeatsService }],
})
export class WorkspaceApiModule {}
