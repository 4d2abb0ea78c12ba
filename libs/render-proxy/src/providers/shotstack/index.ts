export { ShotstackProvider } from './shotstack.adapter';
export { type ShotstackConfig, shotstackConfig, ShotstackEnv } from './shotstack.config';
export { ShotstackClient, ShotstackTimeouts } from './shotstack-client';
export { ShotstackHealth } from './shotstack-health.service';
