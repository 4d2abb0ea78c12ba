import { formatDate } from '@app/notifications';
import { notYou, type TextOf } from './mail-text';

/** The facts of the mails about approvals. */
export interface ApprovalMailFacts {
  /** `title` is the title of the upload or, without one, the name of its file. */
  approval_requested: { uploadId: string; title: string; workspace: string; expiresAt: Date };
  /** `by` names who decided; undefined when the request expired. */
  approval_decided: {
    uploadId: string;
    title: string;
    status: 'approved' | 'rejected' | 'expired';
    by: string | undefined;
    comment: string | undefined;
  };
  approval_turned_off: object;
}

export const APPROVAL_MAILS: { [Template in keyof ApprovalMailFacts]: TextOf<ApprovalMailFacts[Template]> } = {
  approval_requested: ({ uploadId, title, workspace, expiresAt }, frontendUrl) => ({
    subject: `Please approve "${title}"`,
    preheader: `The posts in the workspace "${workspace}" wait for your decision until ${formatDate(expiresAt)}.`,
    blocks: [
      `The posts of "${title}" in the workspace "${workspace}" are ready. They are published only after you approve them.`,
      { action: 'Look at the posts', url: `${frontendUrl}/uploads?id=${uploadId}` },
      `The request expires on ${formatDate(expiresAt)}.`,
    ],
  }),
  approval_decided: ({ uploadId, title, status, by = 'A reviewer', comment }, frontendUrl) => ({
    subject: status === 'expired' ? `Nobody has approved "${title}"` : `"${title}" was ${status}`,
    preheader: status === 'approved' ? 'Each post is published at its scheduled time.' : 'The posts are not published.',
    blocks: [
      {
        approved: `${by} approved the posts of "${title}". Each is published at its scheduled time, or now if that time has passed.`,
        rejected: `${by} rejected the posts of "${title}". They are not published. Change them, then request approval again.`,
        expired: `Nobody decided in time about the posts of "${title}". They are not published. Request approval again.`,
      }[status],
      ...(comment === undefined ? [] : [{ quote: comment }]),
      { action: 'Open the upload', url: `${frontendUrl}/uploads?id=${uploadId}` },
    ],
  }),
  approval_turned_off: (_, frontendUrl) => ({
    subject: 'Posts no longer need approval',
    preheader: 'The setting of your workspace was turned off.',
    blocks: [
      'In the settings of your Reelway workspace, the approval of posts was turned off. From now on, posts are published without approval, unless an upload asks for one.',
      'If you made this change, there is nothing else to do.',
      ...notYou(frontendUrl),
    ],
  }),
};
