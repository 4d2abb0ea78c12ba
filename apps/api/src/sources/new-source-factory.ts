import { SafeHttpService } from '@app/core';
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
      inputUrl: this.http.checkField('url', url, { isRead: true }),
      callbackUrl: callback === undefined ? undefined : this.http.checkField('callback', callback),
      renditions: outputs?.renditions,
    };
  }

  /** @throws invalid_input for an address that is not public */
  ofTransfer({ url, id }: TransferDto): NewSource {
    const inputUrl = this.http.checkField('url', url, { isRead: true });
    return { kind: 'transfer', storage: this.stores.sources.name, inputUrl, externalId: id };
  }
}
