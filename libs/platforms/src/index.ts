export { type PlatformsConfig, PlatformsEnv, platformsConfig } from './platforms.config';
export * from './platforms.errors';
export { PlatformsModule } from './platforms.module';
