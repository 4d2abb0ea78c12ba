export { type RenderProxyConfig, renderProxyConfig, RenderProxyEnv } from './render-proxy.config';
export * from './render-proxy.errors';
export { RenderProxyModule } from './render-proxy.module';
