import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { type CoreConfig, coreConfig } from '../../core.config';
import { FetchPolicy } from './fetch-policy';
import { DnsHostResolver, HostResolver } from './host-resolver';
import { SafeHttpService } from './safe-http.service';

@Global()
@Module({
  imports: [ConfigModule.forFeature(coreConfig)],
  providers: [
    { provide: HostResolver, useFactory: () => new DnsHostResolver() },
    {
      provide: SafeHttpService,
      inject: [coreConfig.KEY, HostResolver],
      useFactory: (config: CoreConfig, resolver: HostResolver) =>
        new SafeHttpService({
          policy: new FetchPolicy(config.FETCH_ALLOW_HOSTS),
          resolver,
          userAgent: config.BASE_URL ? `Reelway (+${config.BASE_URL})` : 'Reelway',
        }),
    },
  ],
  exports: [SafeHttpService],
})
export class SafeHttpModule {}
