import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RenderAssetsRepository } from './assets/render-assets.repository';
import {
  LocalProvider,
  LocalRenderer,
  RenderProgram,
  ShotstackAdapter,
  ShotstackClient,
  ShotstackHealthService,
  ShotstackTimeouts,
  shotstackConfig,
} from './providers';
import type { RenderProvider } from './render-provider';
import { CONFIGURED_PROVIDERS, RenderProviders } from './render-providers';
import { renderProxyConfig } from './render-proxy.config';
import { Render } from './renders/render.entity';
import { RenderDataSubjectRepository } from './renders/render-data-subject.repository';
import { RenderLeasesRepository } from './renders/render-leases.repository';
import { RenderSubmissionsRepository } from './renders/render-submissions.repository';
import { RendersRepository } from './renders/renders.repository';
import { MediaReader } from './sources/media-reader';
import { RemoteProbe } from './sources/remote-probe';
import { Source } from './sources/source.entity';
import { SourceInspector } from './sources/source-inspector';
import { SourceLeasesRepository } from './sources/source-leases.repository';
import { SourcesRepository } from './sources/sources.repository';
import { RenderTemplate } from './templates/render-template.entity';
import { RenderTemplatesRepository } from './templates/render-templates.repository';

/** What this lib needs of others; an app puts it together. */
export interface RenderProxyParts {
  imports: NonNullable<ModuleMetadata['imports']>;
  /** Provider of the imports that describes media files. */
  mediaReader: InjectionToken;
  /** Path of the program of a render's own process. */
  program: string;
}

/** Renders, their state machine and the providers that make them. */
@Module({})
export class RenderProxyModule {
  /** Keep the result: each call makes a module of its own. */
  static with({ imports, mediaReader, program }: RenderProxyParts): DynamicModule {
    const rooms = [
      RenderDataSubjectRepository,
      RendersRepository,
      RenderLeasesRepository,
      RenderSubmissionsRepository,
      RenderProviders,
      RenderTemplatesRepository,
      RenderAssetsRepository,
      SourcesRepository,
      SourceLeasesRepository,
      SourceInspector,
      RemoteProbe,
    ];
    return {
      module: RenderProxyModule,
      imports: [
        ...imports,
        ...[renderProxyConfig, shotstackConfig].map((config) => ConfigModule.forFeature(config)),
        TypeOrmModule.forFeature([Render, RenderTemplate, Source]),
      ],
      providers: [
        ...rooms,
        LocalRenderer,
        LocalProvider,
        ShotstackTimeouts,
        ShotstackClient,
        ShotstackAdapter,
        ShotstackHealthService,
        { provide: RenderProgram, useValue: new RenderProgram(program) },
        { provide: MediaReader, useExisting: mediaReader },
        {
          provide: CONFIGURED_PROVIDERS,
          inject: [ShotstackClient, ShotstackAdapter, LocalProvider],
          useFactory: (client: ShotstackClient, shotstack: RenderProvider, local: RenderProvider) =>
            client.isConfigured ? [shotstack, local] : [local],
        },
      ],
      exports: [...rooms, ShotstackHealthService],
    };
  }
}
