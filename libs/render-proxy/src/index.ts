export { type AssetKind, type RenderAsset, RenderAssetsRepository } from './assets/render-assets.repository';
export type { EditSummary } from './checking/check-messages';
export { EditCheckService, type LengthsOf } from './checking/edit-check.service';
export type { Edit, Output } from './edit/edit';
export { invalidEditOf } from './edit/edit-faults';
export { DEFAULT_EDIT_LIMITS, type EditLimits } from './edit/edit-limits';
export { editSchemas } from './edit/edit-schemas';
export type { EditEstimate } from './edit/estimate-seconds';
export { CONTENT_TYPES } from './edit/output-format';
export {
  joinInProcess,
  type ProcessOptions,
  planInProcess,
  renderInProcess,
  renderSegmentInProcess,
} from './engine/process/render-process';
export { RenderEngine, type RenderedFiles, type RenderOptions } from './engine/render-engine';
export type { Segment, SegmentPlan } from './engine/segments/segment-plan';
export { type FetchLimits, SafeHttpSourceFetcher, SourceFetcher } from './engine/sources/source-fetcher';
export { standaloneEngine, standaloneFetcher } from './engine/standalone-engine';
export { editWarnings, type SupportEntry, supportTable } from './engine/support-table';
export { validateEdit } from './engine/validate-edit';
export { editCheckOf } from './providers/edit-checks';
export {
  EditPreviewService,
  PREVIEW_FORMATS,
  PREVIEW_RESOLUTIONS,
  type PreviewFrame,
} from './providers/local/edit-preview.service';
export { LocalAdapter } from './providers/local/local.adapter';
export { SpareRenderProcess } from './providers/local/spare-render-process';
export { ShotstackAdapter } from './providers/shotstack/shotstack.adapter';
export { type ShotstackConfig, ShotstackEnv } from './providers/shotstack/shotstack.config';
export { ShotstackClient, ShotstackTimeouts } from './providers/shotstack/shotstack-client';
export { ShotstackHealth } from './providers/shotstack/shotstack-health';
export {
  type ProviderRun,
  type ProviderStage,
  type ProviderState,
  type RenderedOutput,
  type RenderOrder,
  RenderProvider,
  type SegmentedRendering,
  type StartedRender,
} from './render-provider';
export { RenderProviders } from './render-providers';
export type { RenderProvidersConfig } from './render-providers.config';
export { type RenderProxyConfig, RenderProxyEnv, renderProxyConfig } from './render-proxy.config';
export * from './render-proxy.errors';
export { RenderProxyModule } from './render-proxy.module';
export { failureText } from './renders/failure-text';
export {
  isFinished,
  type ProviderOutput,
  RENDER_STATUSES,
  Render,
  type RenderFault,
  type RenderStatus,
} from './renders/render.entity';
export { RenderDataSubjectRepository, type StoredRender } from './renders/render-data-subject.repository';
export {
  type FinishedFiles,
  type OverdueRender,
  RENDERS_A_BATCH,
  RenderLeasesRepository,
  type RenderProgress,
  type TakenRender,
} from './renders/render-leases.repository';
export { PLANS_A_BATCH, type PlannedRender, RenderPlansRepository } from './renders/render-plans.repository';
export { type RenderSegment, type SegmentWork, segmentPriority, type WaitingSegment } from './renders/render-segment';
export { renderSubmissions } from './renders/render-submissions';
export { type NewRender, type RenderFilter, RendersRepository } from './renders/renders.repository';
export { SEGMENTS_A_BATCH, SegmentLeasesRepository, type TakenSegment } from './renders/segment-leases.repository';
export { withWorkingAddresses, workingAddress } from './sources/own-addresses';
export { planRendition, type RenditionPlan } from './sources/plan-rendition';
export { type RemoteMedia, RemoteProbe } from './sources/remote-probe';
export {
  bytesOf,
  RENDITION_FITS,
  RENDITION_FORMATS,
  RENDITION_RATES,
  RENDITION_RESOLUTIONS,
  type Rendition,
  type RenditionOrder,
} from './sources/rendition';
export {
  type IngestKind,
  type IngestStatus,
  ingestFolder,
  receivedKey,
  Source,
  type SourceFacts,
} from './sources/source.entity';
export { type InspectedSource, SourceInspector } from './sources/source-inspector';
export {
  SOURCES_A_BATCH,
  SourceLeasesRepository,
  type StoredSource,
  type TakenSource,
} from './sources/source-leases.repository';
export { type NewSource, SourcesRepository } from './sources/sources.repository';
export { RenderTemplate } from './templates/render-template.entity';
export { RenderTemplatesRepository, type TemplateContent } from './templates/render-templates.repository';
