import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { platformsConfig } from './platforms.config';

/** Connected accounts and one adapter for each platform. */
@Module({ imports: [ConfigModule.forFeature(platformsConfig)] })
export class PlatformsModule {}
