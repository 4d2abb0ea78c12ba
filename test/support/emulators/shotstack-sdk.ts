type Data<T> = Promise<{ data: T }>;
type Answer<T> = Promise<{ success: boolean; message: string; response: T }>;

interface RenderFacts {
  id: string;
  owner: string;
  status: string;
  error?: string;
  duration?: number;
  url?: string;
  poster?: string;
  thumbnail?: string;
  data?: object;
}

interface TemplateFacts {
  id: string;
  name: string;
  owner: string;
  template: object;
}

interface SourceFacts {
  type: string;
  id: string;
  attributes: {
    id: string;
    owner: string;
    input?: string;
    source: string;
    status: string;
    duration?: number;
    outputs: { renditions: { status: string; url: string; width?: number; height?: number; duration?: number }[] };
  };
}

interface AssetFacts {
  attributes: { id: string; owner: string; renderId: string; filename: string; url: string; status: string };
}

/** The calls of the official SDK (which has no types) that tests use. */
interface ShotstackSdk {
  ApiClient: new (basePath: string) => { authentications: { DeveloperKey: { apiKey?: string } } };
  EditApi: new (
    client: object,
  ) => {
    postRender(edit: object): Answer<{ id: string; message: string }>;
    getRender(id: string, options?: { data?: boolean; merged?: boolean }): Answer<RenderFacts>;
    postTemplate(template: object): Answer<{ id: string; message: string }>;
    getTemplates(): Answer<{ owner: string; templates: { id: string; name: string; created: string }[] }>;
    getTemplate(id: string): Answer<TemplateFacts>;
    putTemplate(id: string, template: object): Answer<{ id: string; message: string }>;
    deleteTemplate(id: string): Promise<unknown>;
    postTemplateRender(order: object): Answer<{ id: string; message: string }>;
    probe(url: string): Answer<{ metadata: object }>;
  };
  ServeApi: new (
    client: object,
  ) => {
    getAsset(id: string): Data<AssetFacts>;
    getAssetByRenderId(id: string): Data<AssetFacts[]>;
    deleteAsset(id: string): Promise<unknown>;
    postServeAsset(transfer: object): Data<AssetFacts>;
  };
  IngestApi: new (
    client: object,
  ) => {
    postSource(source: object): Data<{ type: string; id: string }>;
    getSources(): Data<SourceFacts[]>;
    getSource(id: string): Data<SourceFacts>;
    deleteSource(id: string): Promise<unknown>;
    getUploadSignedUrl(): Data<{ type: string; id: string; attributes: { id: string; url: string; expires: string } }>;
  };
}

const sdk = require('shotstack-sdk') as ShotstackSdk;

/** The official SDK for one base address, such as `https://api.shotstack.io/edit/v1`. */
export function editApi(basePath: string, key: string): InstanceType<ShotstackSdk['EditApi']> {
  return new sdk.EditApi(clientFor(basePath, key));
}

/** @see editApi */
export function serveApi(basePath: string, key: string): InstanceType<ShotstackSdk['ServeApi']> {
  return new sdk.ServeApi(clientFor(basePath, key));
}

/** @see editApi */
export function ingestApi(basePath: string, key: string): InstanceType<ShotstackSdk['IngestApi']> {
  return new sdk.IngestApi(clientFor(basePath, key));
}

function clientFor(basePath: string, key: string): object {
  const client = new sdk.ApiClient(basePath);
  client.authentications.DeveloperKey.apiKey = key;
  return client;
}
