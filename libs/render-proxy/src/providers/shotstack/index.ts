export { ShotstackAdapter } from './shotstack.adapter';
export { type ShotstackConfig, ShotstackEnv, shotstackConfig } from './shotstack.config';
export { ShotstackClient, ShotstackTimeouts } from './shotstack-client';
export { ShotstackHealthService } from './shotstack-health.service';
