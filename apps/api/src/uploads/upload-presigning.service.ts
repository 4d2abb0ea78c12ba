import type { UserPrincipal } from '@app/auth';
import { EntitlementsService, FEATURES, QuotaService } from '@app/billing';
import { IdempotencyStore, invalidInput, newId } from '@app/core';
import { mapThrough } from '@app/media';
import { PostLimitsRepository, PublicationsRepository } from '@app/platforms';
import { ObjectStores, type PresignedRequest, planParts } from '@app/storage';
import {
  coverKey,
  type NewUpload,
  sourceKey,
  telemetryKey,
  type UploadCover,
  type UploadOptions,
  UploadSettingsService,
  type UploadsConfig,
  UploadsRepository,
  uploadsConfig,
  uploadTooLarge,
} from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { zonesOf } from '../http/privacy-zones.dto';
import { type PlannedPosts, PostTargetsService } from './post-targets.service';
import type { PresignedUploadResponse, UploadEstimateResponse } from './presign.response';
import { expected, URL_SECONDS, urlsEndAt } from './presigned-urls';
import { SharedTracksService } from './shared-tracks.service';
import { anchorsOf, startLineOf } from './track-choices.dto';
import { LARGEST_TELEMETRY, type PresignDto } from './upload.dto';
import { UploadOptionsService } from './upload-options.service';

const MIB = 1024 ** 2;
/** Below this size, sending the whole file again is faster than finding out which parts are missing. */
const SMALLEST_IN_PARTS = 32 * MIB;
/** S3 accepts no more in one request. */
const LARGEST_IN_ONE = 5_000 * MIB;
const TELEMETRY_TYPE = 'application/octet-stream';

type Warnings = PresignedUploadResponse['warnings'];

/**
 * Announces uploads: creates the row, takes its unit of the quota, and signs the requests that send the files to the
 * store.
 */
@Injectable()
export class UploadPresigningService {
  constructor(
    private readonly idempotency: IdempotencyStore,
    private readonly uploads: UploadsRepository,
    private readonly settings: UploadSettingsService,
    private readonly options: UploadOptionsService,
    private readonly quota: QuotaService,
    private readonly entitlements: EntitlementsService,
    private readonly stores: ObjectStores,
    private readonly sharedTracks: SharedTracksService,
    private readonly postTargets: PostTargetsService,
    private readonly publications: PublicationsRepository,
    private readonly postLimits: PostLimitsRepository,
    @Inject(uploadsConfig.KEY) private readonly config: UploadsConfig,
  ) {}

  /**
   * The row, its posts and the unit of the quota commit together.
   * @throws quota_exceeded, daily_post_limit_reached, tier_required, invalid_input, upload_too_large, storage_unavailable; not_found and
   * telemetry_not_found for the upload that shares its track
   */
  async presign(principal: UserPrincipal, given: PresignDto): Promise<PresignedUploadResponse> {
    const { ownerId } = principal;
    const place = { userId: ownerId, id: newId(), telemetrySlot: 0 as const };
    const planned = await this.postTargets.plan(principal, given);
    await this.assertPossible(ownerId, given, planned);
    const inParts = await this.goesInParts(ownerId, given.file_size);
    const store = this.stores.sources;
    const put = inParts
      ? undefined
      : await store.presignPut(sourceKey(place), expected(given.file_size, given.content_type), URL_SECONDS);
    const telemetry = await this.presignTelemetry(place, given);
    const covers = await this.presignCovers(place, given);
    const warnings = await this.warningsFor(principal, given, planned);
    const row = { ...(await this.newUpload(principal, given, planned)), id: place.id, storage: store.name };
    const parts = planParts(given.file_size);
    await this.idempotency.transaction(async (manager) => {
      await this.uploads.create(principal, { ...row, partSize: inParts ? parts.partSize : null }, manager);
      await this.publications.create(principal, place.id, planned.posts, manager);
      await this.quota.reserve(ownerId, 'uploads', place.id, manager);
      await this.postLimits.reserve(place.id, manager);
    });
    return {
      upload_id: place.id,
      presigned_url: put?.url ?? null,
      headers: put?.headers ?? {},
      r2_key: sourceKey(place),
      expires_in: URL_SECONDS,
      multipart: inParts ? { upload_id: place.id, part_size: parts.partSize, part_count: parts.partCount } : null,
      telemetry_presigned_url: telemetry?.url ?? null,
      telemetry_headers: telemetry?.headers ?? {},
      telemetry_r2_key: telemetry ? telemetryKey(place) : null,
      covers,
      warnings,
    };
  }

  /** What `presign` would answer, without an upload. @throws tier_required, upload_too_large */
  async estimate(principal: UserPrincipal, given: PresignDto): Promise<UploadEstimateResponse> {
    const planned = await this.postTargets.plan(principal, given);
    await this.assertPossible(principal.ownerId, given, planned);
    const inParts = await this.goesInParts(principal.ownerId, given.file_size);
    const [{ taken, limit, window }, options, warnings] = await Promise.all([
      this.quota.usage(principal.ownerId, 'uploads'),
      this.options.of(principal.ownerId, choicesOf(given)),
      this.warningsFor(principal, given, planned),
    ]);
    return {
      sufficient: taken < limit,
      limit: Number.isFinite(limit) ? limit : null,
      taken,
      resets_at: window.to.toISOString(),
      multipart: inParts,
      hud: options.hud !== null,
      platform_renditions: options.reshapes,
      warnings,
    };
  }

  private async newUpload(
    { userId: createdBy, ownerId }: UserPrincipal,
    given: PresignDto,
    { platforms }: PlannedPosts,
  ): Promise<Omit<NewUpload, 'id' | 'storage' | 'partSize'>> {
    const { telemetry_upload_id: sharedId } = given;
    const shared = sharedId === undefined ? undefined : await this.sharedTracks.find({ ownerId }, sharedId);
    const ownFile = sendsTrack(given);
    return {
      createdBy,
      filename: given.filename,
      sizeBytes: given.file_size,
      contentType: given.content_type,
      urlsEndAt: urlsEndAt(),
      telemetryFilename: ownFile ? (given.telemetry_filename ?? 'telemetry') : (shared?.filename ?? null),
      telemetrySize: ownFile ? (given.telemetry_file_size ?? null) : (shared?.size ?? null),
      title: given.title ?? '',
      caption: given.caption ?? '',
      hashtags: given.hashtags ?? [],
      privacy: given.privacy ?? (await this.settings.of(ownerId)).defaultPrivacy,
      platforms,
      options: { ...choicesOf(given), ...(shared && !ownFile && { trackOf: shared.first }) },
    };
  }

  private async presignTelemetry(
    place: Parameters<typeof telemetryKey>[0],
    given: PresignDto,
  ): Promise<PresignedRequest | undefined> {
    if (!sendsTrack(given)) return undefined;
    const { sources } = this.stores;
    const { telemetry_file_size: size = LARGEST_TELEMETRY } = given;
    const file = expected(size, TELEMETRY_TYPE);
    return given.telemetry_file_size === undefined
      ? sources.presignPutUpTo?.(telemetryKey(place), file, URL_SECONDS)
      : sources.presignPut(telemetryKey(place), file, URL_SECONDS);
  }

  private async presignCovers(
    place: { userId: string; id: string },
    { covers = [] }: PresignDto,
  ): Promise<PresignedUploadResponse['covers']> {
    const own = covers.flatMap(({ platform, image }) => (image ? [{ platform, image }] : []));
    return Promise.all(
      own.map(async ({ platform, image }) => {
        const key = coverKey(place, platform);
        const { file_size: size, content_type: type } = image;
        const { url, headers } = await this.stores.sources.presignPut(key, expected(size, type), URL_SECONDS);
        return { platform, presigned_url: url, headers, r2_key: key };
      }),
    );
  }

  /** @throws upload_too_large; tier_required for a file that no store takes in one request, on a plan without parts */
  private async goesInParts(ownerId: string, size: number): Promise<boolean> {
    const limit = this.config.UPLOAD_MAX_MB * MIB;
    if (size > limit)
      throw uploadTooLarge(`The file has ${size} bytes; ${limit} are allowed.`, { extra: { limit_bytes: limit } });
    if (size > LARGEST_IN_ONE) await this.entitlements.requireFeature(ownerId, 'resumable_upload');
    const { features } = await this.entitlements.of(ownerId);
    return size >= SMALLEST_IN_PARTS && features.has('resumable_upload');
  }

  /** @throws invalid_input, telemetry_invalid_alignment; tier_required for the overlay alone */
  private async assertPossible(
    ownerId: string,
    { covers, ...given }: PresignDto,
    { platforms }: PlannedPosts,
  ): Promise<void> {
    const stray = (covers ?? []).findIndex(({ platform }) => !platforms.includes(platform));
    if (stray >= 0) {
      const message = 'platform must be one of the platforms of the upload';
      throw invalidInput(undefined, { errors: [{ path: `covers[${stray}].platform`, code: 'unknown', message }] });
    }
    const anchors = anchorsOf(given);
    if (anchors) mapThrough(anchors);
    if (given.hud_clips?.length) await this.entitlements.requireFeature(ownerId, 'hud_overlay');
  }

  private async warningsFor(principal: UserPrincipal, given: PresignDto, planned: PlannedPosts): Promise<Warnings> {
    const alike = { filename: given.filename, sizeBytes: given.file_size };
    const [missing, earlier] = await Promise.all([
      this.missingFeatures(principal.ownerId, given, planned),
      this.uploads.findAlike(principal, alike),
    ]);
    const warnings: Warnings = [
      ...missing,
      ...planned.broken.map(({ id, name, label, missingScopes }) => {
        const permissions = missingScopes.length > 0 ? ` with the permission for ${missingScopes.join(', ')}` : '';
        const message = `The account ${name} on ${label} must be reconnected${permissions}; until then its post waits.`;
        return { code: 'account_needs_reconnection' as const, message, account_id: id };
      }),
      ...planned.stepless.map(({ id, name, label, missingScopes }) => {
        const message = `The post of the account ${name} on ${label} will be published without what needs the permission for ${missingScopes.join(', ')}, such as its first comment.`;
        return { code: 'steps_not_permitted' as const, message, account_id: id };
      }),
      ...(given.covers ?? []).flatMap(({ platform, image }) => {
        const label = image && planned.pictureless.get(platform);
        if (!label) return [];
        const message = `Posts on ${label} take a moment of the video as their cover; the picture is only in the downloads.`;
        return [{ code: 'cover_not_sent' as const, message }];
      }),
    ];
    if (sendsTrack(given) && given.telemetry_file_size === undefined && !this.stores.sources.presignPutUpTo)
      warnings.push({
        code: 'telemetry_size_needed',
        message: 'The store needs the size of the telemetry file: announce it with the upload, or before you send it.',
      });
    if (!earlier) return warnings;
    const message = `A file with this name and size was uploaded at ${earlier.createdAt.toISOString()}.`;
    return [...warnings, { code: 'duplicate_upload', message, upload_id: earlier.id }];
  }

  /** Requested features that the plan does not include. */
  private async missingFeatures(ownerId: string, given: PresignDto, { platforms }: PlannedPosts): Promise<Warnings> {
    const [{ features }, settings] = await Promise.all([this.entitlements.of(ownerId), this.settings.of(ownerId)]);
    const hasTrack = sendsTrack(given) || given.telemetry_upload_id !== undefined;
    const expectsHud = given.hud ?? hasTrack;
    const warnings: Warnings = [];
    if (expectsHud && settings.hudEnabled && !features.has('hud_overlay'))
      warnings.push({
        code: 'overlay_not_in_plan',
        message: 'The plan does not include the overlay: the video is made without one.',
        required_tier: FEATURES.hud_overlay,
      });
    if (platforms.some((platform) => platform !== 'download') && !features.has('auto_transcode'))
      warnings.push({
        code: 'renditions_not_in_plan',
        message: 'The plan does not include platform versions: each platform gets the video in its own aspect ratio.',
        required_tier: FEATURES.auto_transcode,
      });
    return warnings;
  }
}

/** Whether the client sends a track of its own. A shared one needs no size; one that replaces it has a size. */
const sendsTrack = ({ telemetry_file_size: size, has_telemetry, telemetry_upload_id: shared }: PresignDto): boolean =>
  size !== undefined || (has_telemetry === true && shared === undefined);

/** The choices of the request, without settings and plan. */
function choicesOf(given: PresignDto): Partial<UploadOptions> {
  const { fit, telemetry_offset_ms: telemetryOffsetMs, map: extent, hud_clips: hudClips } = given;
  const anchors = anchorsOf(given);
  const startLine = given.start_line && startLineOf(given.start_line);
  const covers = given.covers?.map(({ platform, seconds, image }): UploadCover => {
    if (!image) return { platform, seconds };
    return { platform, image: { contentType: image.content_type, sizeBytes: image.file_size } };
  });
  return {
    ...(fit && { fit }),
    ...(telemetryOffsetMs !== undefined && { telemetryOffsetMs }),
    ...(given.hud === false && { declinesHud: true }),
    ...(anchors && { anchors }),
    ...(extent && { extent }),
    ...(startLine && { startLine }),
    ...(given.privacy_zones && { privacyZones: zonesOf(given.privacy_zones) }),
    ...(given.max_shown_speed_kmh !== undefined && { maxShownSpeedKmh: given.max_shown_speed_kmh }),
    ...(hudClips && { hudClips }),
    ...(covers && { covers }),
  };
}
