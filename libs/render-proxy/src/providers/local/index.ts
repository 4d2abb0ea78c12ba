export { LocalEngine, type RenderOptions, type RenderStage } from './local-engine';
export { type InspectedFile, type MediaRun, type MediaRunOptions, MediaTool } from './media-tool';
export { bundledFamilies } from './paint/font-library';
export { type RenderedFiles } from './run/produce-output';
export { DEFAULT_SOURCE_LIMITS, type SourceLimits } from './sources/gather-sources';
export { type FetchLimits, SafeHttpSourceFetcher, SourceFetcher } from './sources/source-fetcher';
export { type SupportEntry, supportTable } from './support-table';
