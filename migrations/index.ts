import type { MixedList } from 'typeorm';
import { CreateUsersAndApiKeys1790000000100 } from './1790000000100-create-users-and-api-keys';
import { CreateTokenLedger1790000000500 } from './1790000000500-create-token-ledger';
import { CreateTokenFunctions1790000000501 } from './1790000000501-create-token-functions';

/** Every migration in the order in which it runs, listed explicitly so that Jest, the image and the CLI agree. */
export const migrations: MixedList<new () => unknown> = [
  CreateUsersAndApiKeys1790000000100,
  CreateTokenLedger1790000000500,
  CreateTokenFunctions1790000000501,
];
