import { randomBytes } from 'node:crypto';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type CoreConfig, coreConfig } from '../core.config';
import { keptSecret } from './kept-secret';
import { KeyRing } from './key-ring';
import { SealedColumns } from './sealed-columns.service';
import { SecretVault } from './secret-vault.service';
import { type VaultConfig, vaultConfig } from './vault.config';

const makeKeys = () => `v1:${randomBytes(32).toString('base64')}`;

/** Secrets that must be readable again, sealed in the database. */
@Module({
  imports: [ConfigModule.forFeature(coreConfig), ConfigModule.forFeature(vaultConfig), TypeOrmModule.forFeature([])],
  providers: [
    {
      provide: SecretVault,
      inject: [coreConfig.KEY, vaultConfig.KEY],
      useFactory: (core: CoreConfig, config: VaultConfig) =>
        new SecretVault(new KeyRing(keptSecret(core, 'TOKEN_ENC_KEYS', config.TOKEN_ENC_KEYS, makeKeys))),
    },
    SealedColumns,
  ],
  exports: [SecretVault, SealedColumns],
})
export class VaultModule {}
