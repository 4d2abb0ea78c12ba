import { DnsHostResolver, environment, FetchPolicy, readEnv, SafeHttp } from '@app/core';
import { FfmpegLocator, FfmpegRunner, MediaEnv, MediaProbe } from '@app/media';
import type { MediaTool } from '@app/render-proxy';

/** Wired by hand: an engine needs neither a database nor the rest of the configuration. */
export function safeHttp(): SafeHttp {
  const allowed = (environment().FETCH_ALLOW_HOSTS ?? '').split(',').map((host) => host.trim());
  return new SafeHttp({
    policy: new FetchPolicy(allowed.filter(Boolean)),
    resolver: new DnsHostResolver(),
    userAgent: 'Reelway',
  });
}

/** ffmpeg in our own process group: whoever ends us by force ends it too. */
export function mediaTool(): MediaTool {
  const locator = new FfmpegLocator(readEnv(MediaEnv));
  const runner = new FfmpegRunner(locator);
  const probe = new MediaProbe(locator);
  return {
    run: (args, options) => runner.run(args, { ...options, inOurGroup: true }),
    inspect: (file, demuxer, signal) => probe.inspect(file, demuxer, signal),
  };
}
