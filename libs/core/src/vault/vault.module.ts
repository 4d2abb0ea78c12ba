import { randomBytes } from 'node:crypto';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type CoreConfig, coreConfig } from '../core.config';
import { keptSecret } from './kept-secret';
import { KeyRing } from './key-ring';
import { SealedColumnsService } from './sealed-columns.service';
import { SecretVaultService } from './secret-vault.service';
import { type VaultConfig, vaultConfig } from './vault.config';

const makeKeys = () => `v1:${randomBytes(32).toString('base64')}`;

/** Secrets that must be readable again, sealed in the database. */
@Module({
  imports: [ConfigModule.forFeature(coreConfig), ConfigModule.forFeature(vaultConfig), TypeOrmModule.forFeature([])],
  providers: [
    {
      provide: SecretVaultService,
      inject: [coreConfig.KEY, vaultConfig.KEY],
      useFactory: (core: CoreConfig, config: VaultConfig) =>
        new SecretVaultService(new KeyRing(keptSecret(core, 'TOKEN_ENC_KEYS', config.TOKEN_ENC_KEYS, makeKeys))),
    },
    SealedColumnsService,
  ],
  exports: [SecretVaultService, SealedColumnsService],
})
export class VaultModule {}
