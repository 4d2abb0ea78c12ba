import type { TextOf } from './mail-text';

interface UploadFacts {
  uploadId: string;
  title: string;
}

/** Mails about uploads that publish nothing. */
export interface UploadMailFacts {
  upload_ready: UploadFacts;
  /** `reasons` are sentences, one for each file that is missing. `remedy` tells the owner what to do. */
  upload_failed: UploadFacts & { isPartial: boolean; reasons: readonly string[]; remedy: string };
}

const linkTo = ({ uploadId }: UploadFacts, frontendUrl: string) => ({
  action: 'Open the upload in Reelway',
  url: `${frontendUrl}/uploads?id=${uploadId}`,
});

export const UPLOAD_MAILS: { [Template in keyof UploadMailFacts]: TextOf<UploadMailFacts[Template]> } = {
  upload_ready: (upload, frontendUrl) => ({
    subject: `"${upload.title}" is ready`,
    preheader: `You can download the files of "${upload.title}".`,
    blocks: [`The files of your upload "${upload.title}" are ready to download.`, linkTo(upload, frontendUrl)],
  }),
  upload_failed: ({ isPartial, reasons, remedy, ...upload }, frontendUrl) => ({
    subject: isPartial ? `"${upload.title}" is ready only in part` : `"${upload.title}" could not be processed`,
    preheader: `"${upload.title}": ${reasons[0] ?? remedy}`,
    blocks: [
      `${
        isPartial
          ? `Some files of your upload "${upload.title}" could not be made.`
          : `Your upload "${upload.title}" could not be processed.`
      } ${reasons.length > 1 ? 'These are the reasons:' : 'This is the reason:'}`,
      ...reasons.map((quote) => ({ quote })),
      remedy,
      linkTo(upload, frontendUrl),
    ],
  }),
};
