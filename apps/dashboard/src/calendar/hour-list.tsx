import type { GridProps } from './day-grid';
import { type Day, type Hour, hoursOf } from './days';
import { useDropTarget } from './drag';
import { PostChip } from './post-chip';

interface HourListProps extends Omit<GridProps, 'days' | 'onMove'> {
  day: Day;
  /** @param at the instant at which the hour begins */
  onMove: (id: string, at: string) => void;
}

/** A day by its hours, of which there are 23 or 25 when the clocks change. */
export function HourList({ day, posts, zone, today, onOpen, onMove }: HourListProps) {
  const hours = hoursOf(day, zone);
  const own = posts.get(day) ?? [];
  return (
    <ol className="overflow-hidden rounded-xl border border-line bg-card">
      {hours.map((hour, index) => (
        <HourRow
          key={hour.at}
          hour={hour}
          posts={own.filter(({ at }) => isWithin(at, hour, hours[index + 1]))}
          zone={zone}
          onOpen={onOpen}
          onMove={day < today ? undefined : (id) => onMove(id, hour.at)}
        />
      ))}
    </ol>
  );
}

const isWithin = (at: string, hour: Hour, next: Hour | undefined): boolean =>
  Date.parse(at) >= Date.parse(hour.at) && (next === undefined || Date.parse(at) < Date.parse(next.at));

interface HourRowProps extends Pick<GridProps, 'zone' | 'onOpen'> {
  hour: Hour;
  posts: HourListPosts;
  onMove: ((id: string) => void) | undefined;
}

type HourListPosts = NonNullable<ReturnType<GridProps['posts']['get']>>;

function HourRow({ hour, posts, zone, onOpen, onMove }: HourRowProps) {
  const { isOver, handlers } = useDropTarget(onMove);
  return (
    <li
      {...handlers}
      className={`flex min-h-10 gap-3 border-b border-line px-3 py-1 last:border-b-0 ${isOver ? 'bg-busy-soft' : ''}`}
    >
      <h2 className="w-16 shrink-0 pt-1 text-xs text-soft">{hour.label}</h2>
      {posts.length > 0 && (
        <ul className="flex min-w-0 flex-1 flex-col gap-1">
          {posts.map((post) => (
            <li key={post.id}>
              <PostChip post={post} zone={zone} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
