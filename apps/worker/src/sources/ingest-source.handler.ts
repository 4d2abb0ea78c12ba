import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { AppError } from '@app/core';
import {
  HandlesJob,
  ingestSource,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  type Outage,
  outageOf,
  type SourcePayload,
  withLease,
} from '@app/jobs';
import { makeWorkFolder } from '@app/media';
import { SourceLeasesRepository, type TakenSource } from '@app/render-proxy';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { RenditionMakerService } from './rendition-maker.service';
import { SourceImporterService } from './source-importer.service';
import { failedRendition, type SourceFault, SourceProgressionService } from './source-progression.service';

interface IngestRun {
  signal: AbortSignal;
  isLastAttempt: boolean;
  /** Called with the processor seconds of each step. */
  count: (seconds: number) => void;
  /** Keys that this run has stored. */
  written: string[];
}

/**
 * Copies a source into our storage, then creates its renditions one after the other; keeps the results of earlier runs.
 */
@HandlesJob(ingestSource)
@Injectable()
export class IngestSourceHandler {
  private readonly logger = new Logger('Ingest');

  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly importer: SourceImporterService,
    private readonly maker: RenditionMakerService,
    private readonly progression: SourceProgressionService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  handle({ sourceId }: SourcePayload, run: JobRun): Promise<void> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    /** Keys that this run has stored. */
    const written: string[] = [];
    return withLease<TakenSource>({
      leaseSeconds,
      signal: run.signal,
      acquire: () => this.leases.take(sourceId, leaseSeconds),
      renew: async ({ lease }) => {
        await this.leases.renew(lease, leaseSeconds);
        return false;
      },
      work: async (taken, { signal }) => {
        await this.ingest(taken, { signal, isLastAttempt: run.isLastAttempt, written });
        return () => this.progression.finish(taken);
      },
      handBack: ({ lease }) => this.leases.release(lease),
      lost: (taken) => this.discardIfDeleted(taken, written),
      failed: (taken, error) => this.recover(taken, error, run, written),
    });
  }

  private async ingest(taken: TakenSource, run: Omit<IngestRun, 'count'>): Promise<void> {
    const directory = await makeWorkFolder(tmpdir());
    let seconds = 0;
    const count = (used: number) => (seconds += used);
    try {
      await this.importInto(directory, taken, { ...run, count });
    } finally {
      await rm(directory, { recursive: true, force: true });
      if (seconds > 0) await this.leases.countSeconds(taken.source.userId, seconds);
    }
  }

  private async importInto(
    directory: string,
    taken: TakenSource,
    { signal, isLastAttempt, count, written }: IngestRun,
  ): Promise<void> {
    const { source } = taken;
    const ordered = source.renditions.filter(({ status }) => status !== 'ready' && status !== 'failed');
    const isStored = source.status === 'ready';
    // An earlier run may have ended before it deleted the file.
    if (isStored) await this.importer.discardReceived(source);
    if (isStored && ordered.length === 0) return;
    // Nothing is fetched and made again that the store would refuse again.
    if (source.failingSince !== null) await this.importer.assertRoom(source);
    const imported = await this.importer.fetch(source, directory, count, signal);
    if (!isStored) {
      const stored = await this.importer.store(taken, imported, signal);
      written.push(stored.objectKey);
      await this.progression.ready(taken, stored);
      await this.importer.discardReceived(source);
    }
    for (const rendition of ordered) {
      const ended = await this.maker.make(taken, imported, rendition, count, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        const isOurs = !(error instanceof AppError);
        if (outageOf(error, null) || (isOurs && !isLastAttempt)) throw error;
        this.logger[isOurs ? 'error' : 'warn'](`a rendition failed: ${(error as Error).message}`);
        return failedRendition(rendition, messageOf(error));
      });
      if (ended.objectKey) written.push(ended.objectKey);
      await this.progression.renditionEnded(taken, ended);
    }
  }

  private async recover(
    taken: TakenSource,
    error: unknown,
    { isLastAttempt }: JobRun,
    written: readonly string[],
  ): Promise<void> {
    const outage = outageOf(error, taken.source.failingSince);
    if (outage && !outage.isOver) return this.progression.wait(taken, outage);
    const mayPass = !outage && (!(error instanceof AppError) || error.retryable);
    if (mayPass && !isLastAttempt) {
      await this.leases.release(taken.lease);
      throw error;
    }
    await this.progression.giveUp(taken, outage ? faultOf(outage) : { code: codeOf(error), message: messageOf(error) });
    // Its row does not name them.
    if (taken.source.status !== 'ready') await this.importer.discard(taken.source, written);
    if (!outage && !(error instanceof AppError)) throw error;
  }

  /** The owner may have deleted the source while a file was being stored. */
  private async discardIfDeleted({ source }: TakenSource, written: readonly string[]): Promise<void> {
    const now = await this.leases.find(source.id);
    if (!now || now.status === 'deleted') await this.importer.discard(source, written);
  }
}

/** Of a source that has waited too long. */
const faultOf = ({ waitingFor, isFull }: Outage): SourceFault =>
  isFull
    ? {
        code: 'storage_unavailable',
        message: 'For a day there was no disk space for the file. Request it again later.',
      }
    : { code: waitingFor, message: 'For a day the file could not be stored. Request it again later.' };

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal_error');

const messageOf = (error: unknown): string =>
  error instanceof AppError ? error.message : 'Something went wrong on our side.';
