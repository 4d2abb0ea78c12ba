import { DnsHostResolver, environment, FetchPolicy, readEnv, SafeHttpService } from '@app/core';
import { type Ffmpeg, FfmpegLocatorService, FfmpegRunner, MediaEnv, MediaProbe } from '@app/media';
import { RenderEngine } from './render-engine';
import { SafeHttpSourceFetcher, type SourceFetcher } from './sources/source-fetcher';

/** Fetches from public addresses, and from those in FETCH_ALLOW_HOSTS, without the rest of the configuration. */
export function standaloneFetcher(): SafeHttpSourceFetcher {
  const allowed = (environment().FETCH_ALLOW_HOSTS ?? '').split(',').map((host) => host.trim());
  const policy = new FetchPolicy(allowed.filter(Boolean));
  return new SafeHttpSourceFetcher(
    new SafeHttpService({ policy, resolver: new DnsHostResolver(), userAgent: 'Reelway' }),
  );
}

/**
 * An engine for a process without Nest. ffmpeg shares the process group of its caller, so that one signal ends both.
 * @param ffmpeg when the caller has already checked it
 */
export function standaloneEngine(fetcher: SourceFetcher, ffmpeg?: Ffmpeg): RenderEngine {
  const locator = ffmpeg ? new FfmpegLocatorService({}, ffmpeg) : new FfmpegLocatorService(readEnv(MediaEnv));
  return new RenderEngine(new FfmpegRunner(locator, true), new MediaProbe(locator), fetcher);
}
