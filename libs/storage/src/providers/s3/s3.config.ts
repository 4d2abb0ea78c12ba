import { defineConfig, EnvString, EnvUrl } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class S3Env {
  /**
   * Cloudflare account; its R2 answers at `https://<account>.r2.cloudflarestorage.com` unless `R2_ENDPOINT_URL` is set.
   */
  @EnvString({ pattern: /^[\da-f]{32}$/i, hint: 'be the 32 hexadecimal digits of a Cloudflare account' })
  R2_ACCOUNT_ID?: string;

  /** Access key of R2 or of any other S3-compatible store. */
  @EnvString()
  R2_ACCESS_KEY_ID?: string;

  /** The secret of `R2_ACCESS_KEY_ID`. */
  @EnvString({ secret: true })
  R2_SECRET_ACCESS_KEY?: string;

  /** The bucket must exist; we recommend a lifecycle rule that ends unfinished multipart uploads after 7 days. */
  @EnvString({
    pattern: /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/,
    hint: 'be a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens',
  })
  R2_BUCKET_NAME?: string;

  /** Address of another S3-compatible store, without the bucket. */
  @EnvUrl(['http', 'https'])
  R2_ENDPOINT_URL?: string;

  /** Region in the signatures: `auto` for R2, the bucket's own for AWS. */
  @EnvString({ pattern: /^[a-z\d-]+$/, hint: 'be a region such as auto or eu-central-1' })
  R2_REGION = 'auto';
}

export const s3Config = defineConfig('storage.s3', S3Env);
export type S3Config = ConfigType<typeof s3Config>;

export interface S3Settings {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** undefined when nothing is set; otherwise the settings, or the names of the missing ones. */
export function s3Settings(config: S3Config): S3Settings | { missing: string[] } | undefined {
  const {
    R2_ACCOUNT_ID: account,
    R2_ACCESS_KEY_ID: accessKeyId,
    R2_SECRET_ACCESS_KEY: secretAccessKey,
    R2_BUCKET_NAME: bucket,
    R2_REGION: region,
  } = config;
  const endpoint = config.R2_ENDPOINT_URL ?? (account && `https://${account}.r2.cloudflarestorage.com`);
  if (endpoint && accessKeyId && secretAccessKey && bucket)
    return { endpoint, region, bucket, accessKeyId, secretAccessKey };
  const needed = {
    'R2_ACCOUNT_ID or R2_ENDPOINT_URL': endpoint,
    R2_ACCESS_KEY_ID: accessKeyId,
    R2_SECRET_ACCESS_KEY: secretAccessKey,
    R2_BUCKET_NAME: bucket,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
  return missing.length === Object.keys(needed).length ? undefined : { missing };
}
