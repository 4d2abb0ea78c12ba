import { provideConfigured, providerConfigurations, SafeHttpModule } from '@app/core';
import { MediaModule } from '@app/media';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RenderAssetsRepository } from './assets/render-assets.repository';
import { EditCheckService } from './checking/edit-check.service';
import { renderProviders } from './providers';
import { EditPreviewService } from './providers/local/edit-preview.service';
import { SpareRenderProcess } from './providers/local/spare-render-process';
import type { RenderProvider } from './render-provider';
import { CONFIGURED_PROVIDERS, RenderProviders } from './render-providers';
import { renderProvidersConfig } from './render-providers.config';
import { renderProxyConfig } from './render-proxy.config';
import { Render } from './renders/render.entity';
import { RenderDataSubjectRepository } from './renders/render-data-subject.repository';
import { RenderLeasesRepository } from './renders/render-leases.repository';
import { RenderPlansRepository } from './renders/render-plans.repository';
import { RendersRepository } from './renders/renders.repository';
import { SegmentLeasesRepository } from './renders/segment-leases.repository';
import { RemoteProbe } from './sources/remote-probe';
import { Source } from './sources/source.entity';
import { SourceInspector } from './sources/source-inspector';
import { SourceLeasesRepository } from './sources/source-leases.repository';
import { SourcesRepository } from './sources/sources.repository';
import { RenderTemplate } from './templates/render-template.entity';
import { RenderTemplatesRepository } from './templates/render-templates.repository';

const repositories = [
  RenderDataSubjectRepository,
  RendersRepository,
  RenderLeasesRepository,
  RenderPlansRepository,
  SegmentLeasesRepository,
  RenderTemplatesRepository,
  RenderAssetsRepository,
  SourcesRepository,
  SourceLeasesRepository,
];

/** Renders, their state machine and their providers. */
@Module({
  imports: [
    MediaModule,
    SafeHttpModule,
    ConfigModule.forFeature(renderProxyConfig),
    ConfigModule.forFeature(renderProvidersConfig),
    ...providerConfigurations(renderProviders),
    TypeOrmModule.forFeature([Render, RenderTemplate, Source]),
  ],
  providers: [
    ...repositories,
    RenderProviders,
    EditCheckService,
    EditPreviewService,
    SpareRenderProcess,
    SourceInspector,
    RemoteProbe,
    ...provideConfigured<RenderProvider>(CONFIGURED_PROVIDERS, renderProviders),
  ],
  exports: [...repositories, RenderProviders, EditCheckService, EditPreviewService, SourceInspector, RemoteProbe],
})
export class RenderProxyModule {}
