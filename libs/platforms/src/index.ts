export { type PlatformsConfig, platformsConfig, PlatformsEnv } from './platforms.config';
export * from './platforms.errors';
export { PlatformsModule } from './platforms.module';
