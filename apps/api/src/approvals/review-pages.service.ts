import { type Actor, SeatLimits, UsersService, WorkspacesService } from '@app/auth';
import { AppError } from '@app/core';
import { PlatformAdapters, type Publication, PublicationsRepository } from '@app/platforms';
import { ObjectStores } from '@app/storage';
import {
  isFinishedUpload,
  type ReviewLink,
  ReviewLinksRepository,
  type Upload,
  UploadApprovalsRepository,
  UploadsRepository,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { HtmlPage } from '../http/html-page';
import type { ReviewForm } from './review-form';
import { DEAD_LINK, type FailedReview, type Review, type ReviewedVideo, reviewPage } from './review-page';
import { UploadDecisionsService } from './upload-decisions.service';

const LINK_SECONDS = 3_600;
/** Requests and decisions that the page shows. */
const MOST_APPROVALS = 100;

/** A page with its status and the origins from which it may load videos. */
export interface ReviewAnswer {
  status: number;
  page: HtmlPage;
  mediaOrigins: readonly string[];
}

/** The pages of review links. A link opens one upload and nothing else of its account. */
@Injectable()
export class ReviewPagesService {
  constructor(
    private readonly links: ReviewLinksRepository,
    private readonly uploads: UploadsRepository,
    private readonly approvals: UploadApprovalsRepository,
    private readonly publications: PublicationsRepository,
    private readonly platforms: PlatformAdapters,
    private readonly stores: ObjectStores,
    private readonly workspaces: WorkspacesService,
    private readonly users: UsersService,
    private readonly decisions: UploadDecisionsService,
    private readonly seats: SeatLimits,
  ) {}

  async show(token: string): Promise<ReviewAnswer> {
    const found = await this.find(token);
    return found ? this.answer(found.upload, 200) : { status: 404, page: DEAD_LINK, mediaOrigins: [] };
  }

  /** @returns undefined when the decision is recorded */
  async decide(token: string, given: ReviewForm | undefined, actor: Actor): Promise<ReviewAnswer | undefined> {
    const found = await this.find(token);
    if (!found) return this.show(token);
    if (!given) return this.answer(found.upload, 422, { fault: 'Please use the form below.', name: '', comment: '' });
    const { verdict, revision, name, comment } = given;
    const fault = name === '' ? 'Please enter your name.' : 'Please say what has to change.';
    if (name === '' || (verdict === 'rejected' && comment === ''))
      return this.answer(found.upload, 422, { fault, name, comment });
    if (verdict === 'approved' && (await this.isOwnWork(found))) {
      const own = 'The person who created this link also created these posts, so someone else has to approve them.';
      return this.answer(found.upload, 409, { fault: own, name, comment });
    }
    try {
      const { id: reviewLinkId, label, createdBy: userId } = found.link;
      const maker = { userId, name: (await this.users.get(userId)).name };
      const by = { reviewLinkId, label, maker };
      await this.decisions.decide(found.upload, { verdict, revision, name, comment: comment || null, by }, actor);
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'conflict') throw error;
      const words = `${error.definition.title}. Please look at the posts again.`;
      return this.answer(found.upload, 409, { fault: words, name, comment });
    }
  }

  /**
   * Whether the maker of the link is an author of the posts. Only the owner may have own posts approved through an own
   * link.
   */
  private async isOwnWork({ link, upload }: { link: ReviewLink; upload: Upload }): Promise<boolean> {
    if (link.createdBy === upload.userId) return false;
    return (await this.approvals.current(upload.id))?.authors.includes(link.createdBy) ?? false;
  }

  private async find(token: string): Promise<{ link: ReviewLink; upload: Upload } | undefined> {
    const link = await this.links.use(token);
    const [upload] = link ? await this.uploads.some([link.uploadId]) : [];
    if (!link || !upload || upload.deletedAt !== null) return undefined;
    // A link decides with the authority of the member who made it.
    const seats = await this.seats.of(upload.userId);
    return (await this.workspaces.hasAdministrator(upload.userId, link.createdBy, seats))
      ? { link, upload }
      : undefined;
  }

  private async answer(upload: Upload, status: number, failed?: FailedReview): Promise<ReviewAnswer> {
    const [posts, { rows: approvals }, { workspace }] = await Promise.all([
      this.publications.ofUploads([upload.id]),
      this.approvals.list(upload.id, { limit: MOST_APPROVALS }),
      this.workspaces.membership(upload.userId, upload.userId),
    ]);
    const shown = (posts.get(upload.id) ?? []).filter((post) => post.status !== 'cancelled');
    const videos = upload.erasedAt ? [] : await this.videosOf(shown);
    const review: Review = {
      title: upload.title || upload.filename,
      workspace: workspace ?? 'a Reelway workspace',
      hasEnded: isFinishedUpload(upload.status),
      videos,
      posts: shown.map((post) => ({ post, platform: this.labelOf(post) })),
      approvals,
    };
    const mediaOrigins = [...new Set(videos.map(({ url }) => new URL(url).origin))];
    return { status, page: reviewPage(review, failed), mediaOrigins };
  }

  private async videosOf(posts: readonly Publication[]): Promise<ReviewedVideo[]> {
    const withFile = posts.flatMap((post) => (post.file ? [{ post, file: post.file }] : []));
    const keys = [...new Set(withFile.map(({ file }) => file.key))];
    const groups = keys.flatMap((key) => {
      const group = withFile.filter(({ file }) => file.key === key);
      return group[0] ? [{ file: group[0].file, group }] : [];
    });
    return Promise.all(
      groups.map(async ({ file: { storage, key, contentType }, group }) => {
        const { url } = await this.stores.named(storage).url(key, { expiresInSeconds: LINK_SECONDS });
        return { url, contentType, posts: [...new Set(group.map(({ post }) => this.labelOf(post)))] };
      }),
    );
  }

  private labelOf({ platform }: Publication): string {
    return this.platforms.isConfigured(platform) ? this.platforms.named(platform).label : platform;
  }
}
