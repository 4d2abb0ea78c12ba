export {
  HUD_ELEMENTS,
  HUD_FONTS,
  HUD_POSITIONS,
  HUD_PRESETS,
  PRIVACIES,
  SPEED_UNITS,
  type UploadSettings,
  type UploadSettingsChanges,
} from './settings/upload-settings';
export { UploadSettingsService } from './settings/upload-settings.service';
export { type UploadsConfig, UploadsEnv, uploadsConfig } from './uploads.config';
export { UploadsModule } from './uploads.module';
