import type { TakenUpload, TargetResult, Upload, UploadFault, UploadFile } from '@app/uploads';

/** Renditions of an earlier run that a retry makes again; each stays until its replacement is ready. */
export const formerFilesOf = ({ upload, targets }: Pick<TakenUpload, 'upload' | 'targets'>): TargetResult[] =>
  targets.flatMap(({ platform, status, file }) =>
    status === 'pending' && file !== null && upload.readyFiles.some(({ name }) => name === file)
      ? [{ platform, file }]
      : [],
  );

/** Whether earlier runs left finished files, so that a retry that fails ends with them. */
export const hasFinishedFiles = (run: Pick<TakenUpload, 'upload' | 'targets'>): boolean =>
  formerFilesOf(run).length > 0 ||
  (run.upload.retries > 0 && run.targets.some(({ status, caption }) => status === 'ready' && caption !== null));

/** Whether this run draws the overlay on its renditions: the overlay was requested, and the track was read. */
export const drawsHud = ({ options, stages }: Pick<Upload, 'options' | 'stages'>): boolean =>
  Boolean(options.hud) && stages.telemetry?.status === 'done';

/** Former renditions with the overlay that this run cannot draw, because reading or aligning the track failed. */
export function formerWithHud(run: Pick<TakenUpload, 'upload' | 'targets'>): TargetResult[] {
  const { options, stages, readyFiles } = run.upload;
  if (!options.hud || stages.telemetry?.status !== 'failed') return [];
  const without = new Set(readyFiles.filter(({ showsHud }) => showsHud === false).map(({ name }) => name));
  return formerFilesOf(run).filter(({ file }) => !without.has(file ?? ''));
}

/**
 * Restores the former file of every target whose new file could not be made.
 * @param results in order; the last result of a platform counts
 * @returns the results, and the first fault that a former file compensates for
 */
export function keepFormerFiles(
  run: Pick<TakenUpload, 'upload' | 'targets'>,
  results: readonly TargetResult[],
): { results: TargetResult[]; error?: UploadFault } {
  const last = new Map(results.map((result) => [result.platform, result]));
  const kept = formerFilesOf(run).filter(({ platform }) => last.get(platform)?.error);
  const [first] = kept;
  const error = first && last.get(first.platform)?.error;
  const others = results.filter(({ platform }) => !kept.some((each) => each.platform === platform));
  return { results: [...others, ...kept], ...(error && { error }) };
}

/** The earlier files that are still needed in addition to the new ones. */
export function stillNeeded(
  earlier: readonly UploadFile[],
  made: readonly UploadFile[],
  { targets }: Pick<TakenUpload, 'targets'>,
  results: readonly TargetResult[],
): UploadFile[] {
  const fresh = new Set(made.map(({ name }) => name));
  const used = new Map(targets.map(({ platform, file }) => [platform, file]));
  for (const { platform, file, error } of results) used.set(platform, error ? null : (file ?? null));
  const names = new Set(used.values());
  const keepsOld = earlier.some(({ kind, name }) => kind === 'rendition' && names.has(name));
  const keepsCover = (platforms: UploadFile['platforms']) =>
    platforms.some((platform) => used.get(platform) && !fresh.has(used.get(platform) ?? ''));
  return earlier.filter(({ name, kind, platforms, contentType, isStored }) => {
    if (!isStored || fresh.has(name)) return false;
    if (kind === 'rendition') return names.has(name);
    if (kind === 'hud') return !made.some((file) => file.kind === 'hud' && file.contentType === contentType);
    return kind === 'cover' ? keepsCover(platforms) : keepsOld;
  });
}
