import { invalidInput, SafeHttpService } from '@app/core';
import type { NewSource } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import type { SourceDto, TransferDto } from './source.dto';

/** Builds sources from what clients ask us to fetch, after checking their addresses. */
@Injectable()
export class NewSourceFactory {
  constructor(
    private readonly http: SafeHttpService,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws invalid_input for addresses that are not public */
  ofSource({ url, callback, outputs }: SourceDto): NewSource {
    return {
      kind: 'source',
      storage: this.stores.sources.name,
      inputUrl: this.checked('url', url),
      callbackUrl: callback === undefined ? undefined : this.checked('callback', callback),
      renditions: outputs?.renditions,
    };
  }

  /** @throws invalid_input for an address that is not public */
  ofTransfer({ url, id }: TransferDto): NewSource {
    return { kind: 'transfer', storage: this.stores.sources.name, inputUrl: this.checked('url', url), externalId: id };
  }

  private checked(path: string, url: string): string {
    try {
      return this.http.checkUrl(url).href;
    } catch (error) {
      throw invalidInput(undefined, { errors: [{ path, code: 'url_not_allowed', message: (error as Error).message }] });
    }
  }
}
