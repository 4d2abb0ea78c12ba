export { type NotificationsConfig, notificationsConfig, NotificationsEnv } from './notifications.config';
export * from './notifications.errors';
export { NotificationsModule } from './notifications.module';
