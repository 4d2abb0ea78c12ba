export { type UploadsConfig, uploadsConfig, UploadsEnv } from './uploads.config';
export * from './uploads.errors';
export { UploadsModule } from './uploads.module';
