import type { MixedList } from 'typeorm';
import { CreateUsersAndApiKeys1790000000100 } from './1790000000100-create-users-and-api-keys';
import { CreateSessions1790000000200 } from './1790000000200-create-sessions';
import { CreateAccountTokens1790000000210 } from './1790000000210-create-account-tokens';
import { CreateTotp1790000000220 } from './1790000000220-create-totp';
import { CreateAuditLog1790000000230 } from './1790000000230-create-audit-log';
import { CreateWorkspaces1790000000240 } from './1790000000240-create-workspaces';
import { AddAccountDeletion1790000000250 } from './1790000000250-add-account-deletion';
import { CreateIdempotencyKeys1790000000300 } from './1790000000300-create-idempotency-keys';
import { CreateOutbox1790000000400 } from './1790000000400-create-outbox';
import { CreateSelfChecks1790000000401 } from './1790000000401-create-self-checks';
import { CreateTokenLedger1790000000500 } from './1790000000500-create-token-ledger';
import { CreateTokenFunctions1790000000501 } from './1790000000501-create-token-functions';
import { CreatePlans1790000000510 } from './1790000000510-create-plans';
import { CreatePayments1790000000520 } from './1790000000520-create-payments';
import { CreateRenders1790000000600 } from './1790000000600-create-renders';
import { CreateSettings1790000000610 } from './1790000000610-create-settings';
import { CreateRenderTemplates1790000000620 } from './1790000000620-create-render-templates';
import { CreateIngestSources1790000000630 } from './1790000000630-create-ingest-sources';
import { AddKeyExpiryWarning1790000000640 } from './1790000000640-add-key-expiry-warning';
import { IndexRenderAssets1790000000645 } from './1790000000645-index-render-assets';
import { CreateAccountExports1790000000650 } from './1790000000650-create-account-exports';
import { CreateBillingNotices1790000000700 } from './1790000000700-create-billing-notices';
import { QuickenTokenFunctions1790000000710 } from './1790000000710-quicken-token-functions';
import { CreateUsageViews1790000000720 } from './1790000000720-create-usage-views';

/** Every migration in the order in which it runs, listed explicitly so that Jest, the image and the CLI agree. */
export const migrations: MixedList<new () => unknown> = [
  CreateUsersAndApiKeys1790000000100,
  CreateSessions1790000000200,
  CreateAccountTokens1790000000210,
  CreateTotp1790000000220,
  CreateAuditLog1790000000230,
  CreateWorkspaces1790000000240,
  AddAccountDeletion1790000000250,
  CreateIdempotencyKeys1790000000300,
  CreateOutbox1790000000400,
  CreateSelfChecks1790000000401,
  CreateTokenLedger1790000000500,
  CreateTokenFunctions1790000000501,
  CreatePlans1790000000510,
  CreatePayments1790000000520,
  CreateRenders1790000000600,
  CreateSettings1790000000610,
  CreateRenderTemplates1790000000620,
  CreateIngestSources1790000000630,
  AddKeyExpiryWarning1790000000640,
  IndexRenderAssets1790000000645,
  CreateAccountExports1790000000650,
  CreateBillingNotices1790000000700,
  QuickenTokenFunctions1790000000710,
  CreateUsageViews1790000000720,
];
