import { mayTryAs, useRole } from '../account/may';
import { platformName } from '../platforms/platform-queries';
import { postState } from '../uploads/post-state';
import { isMovable, type Post } from './calendar-queries';
import { localTime } from './days';
import { drag } from './drag';

const EDGES = { quiet: 'border-l-field', busy: 'border-l-busy', good: 'border-l-good', bad: 'border-l-bad' };

interface PostChipProps {
  post: Post;
  zone: string;
  onOpen: (post: Post) => void;
}

/** A post in the calendar: opens its details, and can be dragged while it may move. */
export function PostChip({ post, zone, onOpen }: PostChipProps) {
  const { label, tone } = postState(post);
  return (
    <button
      type="button"
      draggable={mayTryAs(useRole(), 'editor') && isMovable(post)}
      onDragStart={(event) => drag(event, post.id)}
      onClick={() => onOpen(post)}
      title={`${post.title}: ${label}`}
      className={`block min-h-9 w-full rounded-md border border-l-4 border-line bg-card px-2 py-1 text-left text-xs hover:border-field ${EDGES[tone]}`}
    >
      <span className="font-semibold">{localTime(post.at, zone).slice(11)}</span>{' '}
      <span className="text-soft">{platformName(post.platform)}</span>
      <span className="block truncate">{post.title}</span>
      <span className="sr-only">, {label}</span>
    </button>
  );
}
