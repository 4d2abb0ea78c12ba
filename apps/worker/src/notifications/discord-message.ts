import { truncate } from '@app/core';
import type { DiscordMessage } from '@app/notifications';
import { type EventSubject, titleOf } from './event-subject';

/** Discord accepts ten embeds with 6,000 characters in all. */
const MOST_EMBEDS = 10;
const LONGEST_NAME = 80;
const LONGEST_DETAILS = 400;

const [BLUE, GREEN, ORANGE, RED] = [0x3b82f6, 0x22c55e, 0xf59e0b, 0xef4444];
/** The colour of all other events: orange. */
const COLORS: Readonly<Partial<Record<EventSubject['type'], number>>> = {
  'upload.queued': BLUE,
  'upload.completed': GREEN,
  'upload.failed': RED,
  'summary.daily': BLUE,
};

/**
 * One message about the newest of these events.
 * @param total number of events that the message stands for
 */
export function discordMessage(subjects: readonly EventSubject[], total: number, frontendUrl: string): DiscordMessage {
  const shown = subjects.slice(-MOST_EMBEDS);
  const others = total - shown.length;
  return {
    ...(others > 0 && { content: `${others} earlier ${others === 1 ? 'event is' : 'events are'} not shown.` }),
    embeds: shown.map((subject) => embedOf(subject, frontendUrl)),
  };
}

function embedOf(subject: EventSubject, frontendUrl: string) {
  const { type, name, path, details, text = '' } = subject;
  const lines = details.map(({ platform, account, state }) =>
    [platform, plain(account), state].filter(Boolean).join(' · '),
  );
  const description = truncate([...lines, text].filter(Boolean).join('\n'), LONGEST_DETAILS);
  return {
    title: `${titleOf(subject)}: ${plain(name)}`,
    url: `${frontendUrl}${path}`,
    color: COLORS[type] ?? ORANGE,
    ...(description && { description }),
  };
}

/** Text that Discord shows as it is, without Markdown and mentions. */
const plain = (text: string): string => truncate(text, LONGEST_NAME).replaceAll(/[\\*_~`|>[\]()<#@:]/g, '\\$&');
