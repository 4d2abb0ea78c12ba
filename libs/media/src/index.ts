export { FfmpegHealth } from './ffmpeg-health.service';
export { ffmpegInstallCommand } from './ffmpeg-install-command';
export { type Ffmpeg, FfmpegLocator, type FfmpegState, locateFfmpeg } from './ffmpeg-locator.service';
export { type FfmpegOptions, type FfmpegRun, FfmpegRunner } from './ffmpeg-runner';
export { type MediaFacts, type MediaMetadata, MediaProbe } from './media-probe';
export { type MediaConfig, mediaConfig, MediaEnv } from './media.config';
export * from './media.errors';
export { MediaModule } from './media.module';
