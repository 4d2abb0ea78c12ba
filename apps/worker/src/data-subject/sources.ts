import { AccountDeletionService, AuthDataSubjectRepository } from '@app/auth';
import { BillingDataSubjectRepository, StripeCustomerErasureService } from '@app/billing';
import { SelfChecksRepository } from '@app/jobs';
import { PlatformDataSubjectRepository } from '@app/platforms';
import { RenderDataSubjectRepository } from '@app/render-proxy';
import { UploadDataSubjectRepository } from '@app/uploads';
import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformDataSubjectService } from '../platforms/platform-data-subject.service';
import { RenderDataSubjectService } from '../renders/render-data-subject.service';
import { UploadDataSubjectService } from '../uploads/upload-data-subject.service';
import { AccountDataSubjectService } from './account-data-subject.service';
import { SettingsDataSubjectService } from './settings-data-subject.service';

type Treatment = 'deleted' | 'anonymised' | `kept, because ${string}`;

/** Every table with rows of an account, by source, and what the erasure does with them. */
const TABLES = {
  billing: {
    token_accounts: 'kept, because the ledger is an accounting record; it refers to a number, not a person',
    token_grants: 'kept, because the ledger is an accounting record; it refers to a number, not a person',
    token_holds: 'kept, because the ledger is an accounting record; it refers to a number, not a person',
    token_operations: 'kept, because the ledger is an accounting record; it refers to a number, not a person',
    token_entries: 'kept, because the ledger is an accounting record; it refers to a number, not a person',
    payments: 'kept, because the law requires records of payments; they refer to a number, not a person',
    subscriptions: 'kept, because the law requires records of payments; they refer to a number, not a person',
    billing_customers: "kept, because refunds and disputes arrive later under the customer's id",
    quota_windows: 'kept, because the counts of finished work prove the bill; they refer to a number, not a person',
    quota_units: 'kept, because the counts of finished work prove the bill; they refer to a number, not a person',
    entitlement_grants: 'anonymised',
    billing_notices: 'deleted',
  },
  renders: {
    renders: 'anonymised',
    render_batches: 'kept, because it holds only ids of renders',
    render_templates: 'deleted',
    ingest_sources: 'anonymised',
    ingest_usage: 'deleted',
  },
  uploads: {
    uploads: 'deleted',
    upload_approvals: 'anonymised',
    upload_review_links: 'kept, because a link stays with the upload of its workspace; it refers to a number',
    rollup_changes: 'kept, because each row leaves within minutes and names only a day',
    rollup_days: 'kept, because it names days with many rows, which are counted again without deleted rows',
    rollup_facts: 'kept, because it holds counts by day, which are counted again without deleted rows',
  },
  platforms: {
    platform_accounts: 'deleted',
    platform_authorizations: 'deleted',
    platform_choices: 'deleted',
    platform_revocations: 'deleted',
    platform_questions: 'deleted',
    platform_workspace_units: 'deleted',
    account_groups: 'deleted',
    publications: 'deleted',
    publication_metric_readings: 'deleted',
    follower_readings: 'deleted',
  },
  self_checks: { self_checks: 'deleted' },
  settings: {
    upload_settings: 'deleted',
    notification_settings: 'deleted',
    callback_secrets: 'deleted',
    webhook_endpoints: 'deleted',
    account_events: 'deleted',
    discord_notices: 'deleted',
    mail_budgets: 'deleted',
    notices: 'deleted',
  },
  account: {
    sessions: 'deleted',
    api_keys: 'deleted',
    account_tokens: 'deleted',
    totp_secrets: 'deleted',
    recovery_codes: 'deleted',
    account_exports: 'deleted',
    stream_tickets: 'deleted',
    workspace_members: 'deleted',
    workspace_invites: 'deleted',
    invite_mails: 'deleted',
    audit_chains: 'deleted',
    audit_log: 'deleted',
    users: 'anonymised',
    workspaces: 'anonymised',
  },
} satisfies Record<string, Record<string, Treatment>>;

/** What one part of the product stores about a person. */
export interface DataSubjectSource {
  /** snake_case, unique; the section in the archive. */
  readonly name: string;
  readonly tables: Readonly<Record<string, Treatment>>;
  /** Rows by kind, as JSON values: without secrets, their hashes, or other people's data. */
  readonly read: (userId: string) => Promise<Record<string, Iterable<object> | AsyncIterable<object>>>;
  /** Requests the end of all work under way. Runs for all sources first, and again after a failure. */
  readonly stop?: (userId: string) => Promise<unknown>;
  /**
   * Ends everything outside the database: payments, grants at other platforms, stored objects. Runs before
   * `erase`, and again after a failure, so it must find out what is left to do, and must leave less of it each time. Rows
   * that may be too many for one transaction go with what they stand for. A failure postpones `erase`, but no other source.
   */
  readonly release?: (userId: string, signal: AbortSignal) => Promise<unknown>;
  /** Deletes or anonymises rows, in the single transaction that erases the account. */
  readonly erase: (userId: string, manager: EntityManager) => Promise<unknown>;
}

/** Everything that an archive of an account contains and that its erasure removes, in the order of execution. */
export function dataSubjectSources(get: <Service>(service: Type<Service>) => Service): readonly DataSubjectSource[] {
  const [billing, stripeCustomers] = [get(BillingDataSubjectRepository), get(StripeCustomerErasureService)];
  const [selfChecks, settings] = [get(SelfChecksRepository), get(SettingsDataSubjectService)];
  const [account, accountFiles, deletion] = [
    get(AuthDataSubjectRepository),
    get(AccountDataSubjectService),
    get(AccountDeletionService),
  ];
  return [
    {
      name: 'billing',
      tables: TABLES.billing,
      read: (userId) => billing.of(userId),
      release: (userId) => stripeCustomers.end(userId),
      erase: (userId, manager) => billing.erase(userId, manager),
    },
    // Before the files, whose deletion may take long: until then the access to other platforms would go on.
    platformSource(get),
    ...videoSources(get),
    {
      name: 'self_checks',
      tables: TABLES.self_checks,
      read: async (userId) => ({ self_checks: await selfChecks.listAll(userId) }),
      erase: (userId, manager) => selfChecks.erase(userId, manager),
    },
    {
      name: 'settings',
      tables: TABLES.settings,
      read: (userId) => settings.read(userId),
      erase: (userId, manager) => settings.erase(userId, manager),
    },
    // Last, because every other row refers to the account.
    {
      name: 'account',
      tables: TABLES.account,
      read: (userId) => account.of(userId),
      release: (userId) => accountFiles.release(userId),
      erase: (userId, manager) => deletion.erase(userId, manager),
    },
  ];
}

/** Connected accounts, whose access is revoked at the platforms. */
function platformSource(get: <Service>(service: Type<Service>) => Service): DataSubjectSource {
  const [rows, access] = [get(PlatformDataSubjectRepository), get(PlatformDataSubjectService)];
  return {
    name: 'platforms',
    tables: TABLES.platforms,
    read: (userId) => rows.of(userId),
    release: (userId, signal) => access.release(userId, signal),
    erase: (userId, manager) => rows.erase(userId, manager),
  };
}

/** Renders and uploads, with their files. */
function videoSources(get: <Service>(service: Type<Service>) => Service): readonly DataSubjectSource[] {
  const [renders, renderFiles] = [get(RenderDataSubjectRepository), get(RenderDataSubjectService)];
  const [uploads, uploadFiles] = [get(UploadDataSubjectRepository), get(UploadDataSubjectService)];
  return [
    {
      name: 'renders',
      tables: TABLES.renders,
      read: async (userId) => renders.of(userId),
      stop: (userId) => renderFiles.stop(userId),
      release: (userId, signal) => renderFiles.release(userId, signal),
      erase: (userId, manager) => renders.erase(userId, manager),
    },
    {
      name: 'uploads',
      tables: TABLES.uploads,
      read: async (userId) => uploads.of(userId),
      stop: (userId) => uploadFiles.stop(userId),
      release: (userId, signal) => uploadFiles.release(userId, signal),
      erase: (userId, manager) => uploads.erase(userId, manager),
    },
  ];
}
