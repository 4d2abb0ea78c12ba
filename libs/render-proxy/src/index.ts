export { type Edit, type Output } from './edit/edit';
export { DEFAULT_EDIT_LIMITS, type EditLimits } from './edit/edit-limits';
export { readEdit } from './edit/read-edit';
export * from './providers';
export { type RenderProxyConfig, renderProxyConfig, RenderProxyEnv } from './render-proxy.config';
export * from './render-proxy.errors';
export { RenderProxyModule } from './render-proxy.module';
export {
  type ProviderRun,
  type ProviderStage,
  type ProviderState,
  type RenderedOutput,
  type RenderOrder,
  RenderProvider,
  type RenderProviderName,
  type StartedRender,
} from './render-provider';
