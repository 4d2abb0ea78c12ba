import { DnsHostResolver, environment, FetchPolicy, readEnv, SafeHttpService } from '@app/core';
import { FfmpegLocatorService, FfmpegRunner, MediaEnv, MediaProbe } from '@app/media';
import type { MediaTool } from '@app/render-proxy';

/** Wired by hand: an engine needs neither a database nor the rest of the configuration. */
export function safeHttp(): SafeHttpService {
  const allowed = (environment().FETCH_ALLOW_HOSTS ?? '').split(',').map((host) => host.trim());
  return new SafeHttpService({
    policy: new FetchPolicy(allowed.filter(Boolean)),
    resolver: new DnsHostResolver(),
    userAgent: 'Reelway',
  });
}

/** ffmpeg in our own process group: whoever ends us by force ends it too. */
export function mediaTool(): MediaTool {
  const locator = new FfmpegLocatorService(readEnv(MediaEnv));
  const runner = new FfmpegRunner(locator);
  const probe = new MediaProbe(locator);
  return {
    run: (args, options) => runner.run(args, { ...options, inOurGroup: true }),
    inspect: (file, demuxer, signal) => probe.inspect(file, demuxer, signal),
  };
}
