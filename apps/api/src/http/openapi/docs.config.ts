import { defineConfig, EnvEnum } from '@app/core';

export class DocsEnv {
  /**
   * Who may open `/docs` and `/openapi.json`: everybody, administrators or nobody. Default: `public`, in production
   * `admin`.
   */
  @EnvEnum(['public', 'admin', 'off'])
  DOCS?: 'public' | 'admin' | 'off';
}

export const docsConfig = defineConfig('api.docs', DocsEnv);
