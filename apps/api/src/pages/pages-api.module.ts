import { coreConfig } from '@app/core';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DashboardService } from './dashboard.service';
import { PagesService } from './pages.service';

@Module({ imports: [ConfigModule.forFeature(coreConfig), StorageModule], providers: [DashboardService, PagesService] })
export class PagesApiModule {}
