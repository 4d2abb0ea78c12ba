export { LocalAdapter } from './local.adapter';
