import { createRequire } from 'node:module';

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
  };
  ServeApi: new (
    client: object,
  ) => {
    getAsset(id: string): Data<AssetFacts>;
    getAssetByRenderId(id: string): Data<AssetFacts[]>;
    deleteAsset(id: string): Promise<unknown>;
    postServeAsset(transfer: object): Data<AssetFacts>;
  };
}

const sdk = createRequire(__filename)('shotstack-sdk') as ShotstackSdk;

/** The official SDK for one base address, such as `https://api.shotstack.io/edit/v1`. */
export function editApi(basePath: string, key: string): InstanceType<ShotstackSdk['EditApi']> {
  return new sdk.EditApi(clientFor(basePath, key));
}

/** @see editApi */
export function serveApi(basePath: string, key: string): InstanceType<ShotstackSdk['ServeApi']> {
  return new sdk.ServeApi(clientFor(basePath, key));
}

function clientFor(basePath: string, key: string): object {
  const client = new sdk.ApiClient(basePath);
  client.authentications.DeveloperKey.apiKey = key;
  return client;
}
