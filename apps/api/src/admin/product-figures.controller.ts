import { RequireRole } from '@app/auth';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PeriodQuery } from '../http/period.query';
import { ProductFiguresService } from './product-figures.service';
import { ProductKpiResponse } from './product-kpi.response';
import { ProductOverviewResponse } from './product-overview.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin')
export class ProductFiguresController {
  constructor(private readonly figures: ProductFiguresService) {}

  @Get('overview')
  @ApiOperation({
    summary: 'Get the state of the installation',
    description: 'Users, work, connected accounts, queues and providers, with the definition of each figure.',
  })
  @ApiOkResponse({ type: ProductOverviewResponse })
  getProductOverview(@Query() period: PeriodQuery): Promise<ProductOverviewResponse> {
    return this.figures.overview(period);
  }

  @Get('kpi/global')
  @ApiOperation({
    summary: 'Get the key figures of the business',
    description:
      'Users, revenue, churn, cohorts, work, platforms, plans and queues, with the definition of each figure.',
  })
  @ApiOkResponse({ type: ProductKpiResponse })
  getProductKpi(@Query() period: PeriodQuery): Promise<ProductKpiResponse> {
    return this.figures.kpi(period);
  }
}
