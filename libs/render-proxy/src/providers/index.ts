export * from './local';
export * from './shotstack';
