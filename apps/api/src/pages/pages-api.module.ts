import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { PagesService } from './pages.service';

@Module({ imports: [ConfigModule.forFeature(coreConfig)], providers: [PagesService] })
export class PagesApiModule {}
