import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** Samples values for `/metrics` while the application runs. A sample that fails is left out. */
export abstract class MetricSampler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(this.constructor.name);
  private timer?: NodeJS.Timeout;

  /** @param everyMs milliseconds between two samples */
  constructor(private readonly everyMs: number) {}

  onApplicationBootstrap(): void {
    const sample = () => this.sample().catch((error: Error) => this.logger.debug(error.message));
    this.timer = setInterval(() => void sample(), this.everyMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  protected abstract sample(): Promise<void>;
}
