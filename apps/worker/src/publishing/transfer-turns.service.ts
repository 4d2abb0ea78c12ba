import { advancePublication, JobPublisherService } from '@app/jobs';
import { transfersBusy, WaitingPublicationsRepository } from '@app/platforms';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A transfer of more bytes may take minutes or hours. Nothing that a platform takes in one request is larger. */
export const LARGE_BYTES = 128 * 1_048_576;
/** Large transfers that one worker makes concurrently: a quarter of the slots of the queue `io`. */
export const MOST_LARGE_TRANSFERS = 4;
/** A turn is offered as soon as a transfer ends; this bounds the wait when the offer is lost or another worker gets it. */
const LOOK_AGAIN_SECONDS = 15;

/**
 * Keeps large transfers from taking all slots of the queue `io`: mails, imports and the publishing calls of other posts
 * never wait for them. Owners take turns.
 */
@Injectable()
export class TransferTurnsService {
  private readonly logger = new Logger('Publications');
  private running = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly waiting: WaitingPublicationsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Runs a transfer of so many bytes.
   * @throws transfers_busy when the transfer is large and this worker makes as many as it may
   */
  async run<T>(bytes: number, transfer: () => Promise<T>): Promise<T> {
    if (bytes <= LARGE_BYTES) return transfer();
    if (this.running >= MOST_LARGE_TRANSFERS)
      throw transfersBusy(undefined, { retryAfterSeconds: LOOK_AGAIN_SECONDS, extra: { failure: 'rate_limited' } });
    this.running += 1;
    try {
      return await transfer();
    } finally {
      this.running -= 1;
      await this.offerTurn();
    }
  }

  private async offerTurn(): Promise<void> {
    await this.dataSource
      .transaction(async (manager) => {
        const publicationId = await this.waiting.endFirstWaitFor('transfers_busy', manager);
        if (publicationId) await this.publisher.publish(advancePublication, { publicationId }, { manager });
      })
      .catch((error: Error) => this.logger.warn(`no turn was offered: ${error.message}`));
  }
}
