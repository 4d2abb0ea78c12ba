export { FfmpegHealthService } from './ffmpeg-health.service';
export { ffmpegInstallCommand } from './ffmpeg-install-command';
export { type Ffmpeg, FfmpegLocatorService, type FfmpegState, locateFfmpeg } from './ffmpeg-locator.service';
export { type FfmpegOptions, type FfmpegRun, FfmpegRunner } from './ffmpeg-runner';
export { type MediaConfig, MediaEnv, mediaConfig } from './media.config';
export * from './media.errors';
export { MediaModule } from './media.module';
export { type MediaFacts, type MediaMetadata, MediaProbe } from './media-probe';
