export { type PlatformsConfig, PlatformsEnv, platformsConfig } from './platforms.config';
export { PlatformsModule } from './platforms.module';
