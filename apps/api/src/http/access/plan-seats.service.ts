import { SeatLimits } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PlanSeatsService extends SeatLimits {
  constructor(private readonly entitlements: EntitlementsService) {
    super();
  }

  async of(ownerId: string): Promise<number> {
    return (await this.entitlements.of(ownerId)).limits.seats;
  }
}
