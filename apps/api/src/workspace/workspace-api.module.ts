import { AuthModule, SeatLimits } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { Invitations } from './invitations.service';
import { Members } from './members.service';
import { PlanSeats } from './plan-seats.service';
import { WorkspaceController } from './workspace.controller';

@Module({
  imports: [AuthModule, BillingModule],
  controllers: [WorkspaceController],
  providers: [Invitations, Members, { provide: SeatLimits, useClass: PlanSeats }],
})
export class WorkspaceDoorModule {}
