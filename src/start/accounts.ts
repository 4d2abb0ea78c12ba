import { runCommand } from './run-command';
import { type Secrets, SecretsFile } from './secrets';

const DEFAULT_ADMIN_EMAIL = 'admin@reelway.local';

/**
 * The accounts that can use the instance right after its start. The password is absent when its owner chose it.
 */
export interface Accounts {
  admin: { email: string; password?: string } | null;
  api_key: string | null;
}

interface BootstrapRequest {
  admin: { email: string; password?: string };
  /** Null: no demo key. */
  api_key?: string | null;
  plan?: 'lifetime';
}

interface BootstrapAnswer {
  admin: { email: string; password?: string; created: boolean };
  api_key: string | null;
}

export interface BootstrapContext {
  script: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/**
 * Creates the administrator and the demo key on the first start, and finds them on every later one. The administrator
 * of a development instance has a plan with every feature, so that all guides work.
 */
export async function bootstrapAccounts(
  file: SecretsFile,
  secrets: Secrets,
  context: BootstrapContext,
): Promise<Accounts> {
  const answer = await bootstrap({ admin: secrets.admin, api_key: secrets.api_key, plan: 'lifetime' }, context);
  const admin = answer.admin.created
    ? { email: answer.admin.email, password: answer.admin.password ?? secrets.admin.password }
    : secrets.admin;
  if (answer.api_key !== secrets.api_key || admin !== secrets.admin)
    file.save({ ...secrets, admin, api_key: answer.api_key ?? undefined });
  // Another administrator already exists, for example in the database of DATABASE_URL: our generated password is not
  // theirs.
  const known = answer.admin.email.toLowerCase() === admin.email.toLowerCase();
  return { admin: known ? admin : { email: answer.admin.email }, api_key: answer.api_key };
}

/** In production an administrator is created only when the operator names one, and nothing is kept on disk. */
export async function bootstrapProduction(
  adminEmail: string | undefined,
  context: BootstrapContext,
): Promise<Accounts> {
  if (adminEmail === undefined) return { admin: null, api_key: null };
  const { admin } = await bootstrap({ admin: { email: adminEmail }, api_key: null }, context);
  return { admin: { email: admin.email, password: admin.password }, api_key: null };
}

async function bootstrap(
  request: BootstrapRequest,
  { script, env, signal }: BootstrapContext,
): Promise<BootstrapAnswer> {
  const output = await runCommand('Creating the first accounts', script, {
    env,
    signal,
    input: JSON.stringify(request),
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as BootstrapAnswer;
}

export const adminEmail = (configured: string | undefined) => configured ?? DEFAULT_ADMIN_EMAIL;
