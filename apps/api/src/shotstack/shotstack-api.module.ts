import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RendersApiModule } from '../renders/renders-api.module';
import { EditController } from './edit.controller';
import { EditRendersService } from './edit-renders.service';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';

/** Shotstack's edit API over the use cases of `renders`. `stage` equals `v1`: see `create-server.ts`. */
@Module({
  imports: [BillingModule, RendersApiModule, ConfigModule.forFeature(coreConfig)],
  controllers: [EditController, TemplatesController],
  providers: [EditRendersService, TemplatesService],
})
export class ShotstackApiModule {}
