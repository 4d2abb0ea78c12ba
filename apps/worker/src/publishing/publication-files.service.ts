import { type PostFile, type Publication, postOf, type VideoPost, type VideoSource } from '@app/platforms';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** How long a platform may take to fetch a cover. */
const ADDRESS_SECONDS = 86_400;

/** The files of posts, as platforms get them from the store. */
@Injectable()
export class PublicationFilesService {
  constructor(private readonly stores: ObjectStores) {}

  videoOf({ file }: Publication): VideoSource {
    if (!file) throw new Error('a publication that is due has no file');
    return { ...this.fileIn(file.storage, file), facts: file.facts };
  }

  /** The post with its cover. */
  postOf(publication: Publication): VideoPost {
    const post = postOf(publication);
    const { storage = '', cover } = publication.file ?? {};
    if (!cover) return post;
    const { seconds, key } = cover;
    const address = async () => (await this.stores.named(storage).url(key, { expiresInSeconds: ADDRESS_SECONDS })).url;
    return { ...post, cover: { ...this.fileIn(storage, cover), ...(seconds !== undefined && { seconds }), address } };
  }

  private fileIn(
    storage: string,
    { key, sizeBytes: size, contentType }: { key: string; sizeBytes: number; contentType: string },
  ): PostFile {
    const store = this.stores.named(storage);
    return { size, contentType, open: async (range) => (await store.open(key, range)).stream };
  }
}
