export { ShotstackProvider } from './shotstack.adapter';
export { type ShotstackConfig, ShotstackEnv, shotstackConfig } from './shotstack.config';
export { ShotstackClient, ShotstackTimeouts } from './shotstack-client';
export { ShotstackHealth } from './shotstack-health.service';
