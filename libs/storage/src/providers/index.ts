import { gcs } from './gcs';
import { gcsConfig } from './gcs/gcs.config';
import { local } from './local';
import { s3 } from './s3';
import { s3Config } from './s3/s3.config';

/** One line for each store; of those that are configured, the first that is not local is the usual one. */
export const storageProviders = [local, gcs, s3];
export const storageConfigurations = [gcsConfig, s3Config];
