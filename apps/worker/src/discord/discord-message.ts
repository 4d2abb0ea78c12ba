import type { DiscordMessage } from '@app/notifications';

/** What one event is about, for people. Names are as their owners wrote them. */
export interface DiscordSubject {
  type:
    | 'upload.queued'
    | 'upload.completed'
    | 'upload.partial'
    | 'upload.failed'
    | 'account.needs_reconnection'
    | 'publication.delayed'
    | 'quota.reached'
    | 'summary.daily';
  /** Title of the upload, name of the connected account, or the figure itself. */
  name: string;
  /** Page of the dashboard that shows it. */
  url: string;
  /** One line for each post, or for the platform of the account. */
  details: readonly { platform: string; account: string; state: string }[];
  /** Text of our own, which follows the details. */
  text?: string;
}

/** Discord accepts ten embeds with 6,000 characters in all. */
const MOST_EMBEDS = 10;
const LONGEST_NAME = 80;
const LONGEST_DETAILS = 400;

const HEADINGS: Readonly<Record<DiscordSubject['type'], { text: string; color: number }>> = {
  'upload.queued': { text: 'Upload received', color: 0x3b82f6 },
  'upload.completed': { text: 'Published', color: 0x22c55e },
  'upload.partial': { text: 'Published on some platforms', color: 0xf59e0b },
  'upload.failed': { text: 'Not published', color: 0xef4444 },
  'account.needs_reconnection': { text: 'Connect the account again', color: 0xf59e0b },
  'publication.delayed': { text: 'Published late', color: 0xf59e0b },
  'quota.reached': { text: 'Uploads of this period', color: 0xf59e0b },
  'summary.daily': { text: 'Summary', color: 0x3b82f6 },
};

/**
 * One message about the newest of these events.
 * @param total number of events that the message stands for
 */
export function discordMessage(subjects: readonly DiscordSubject[], total: number): DiscordMessage {
  const shown = subjects.slice(-MOST_EMBEDS);
  const others = total - shown.length;
  return {
    ...(others > 0 && { content: `${others} earlier ${others === 1 ? 'event is' : 'events are'} not shown.` }),
    embeds: shown.map(embedOf),
  };
}

function embedOf({ type, name, url, details, text = '' }: DiscordSubject) {
  const { text: heading, color } = HEADINGS[type];
  const lines = details.map(({ platform, account, state }) =>
    [platform, plain(account), state].filter(Boolean).join(' · '),
  );
  const description = cut([...lines, text].filter(Boolean).join('\n'), LONGEST_DETAILS);
  return { title: `${heading}: ${plain(name)}`, url, color, ...(description && { description }) };
}

/** Text that Discord shows as it is, without Markdown and mentions. */
const plain = (text: string): string => cut(text, LONGEST_NAME).replaceAll(/[\\*_~`|>[\]()<#@:]/g, '\\$&');

function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
