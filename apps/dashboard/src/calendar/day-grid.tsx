import { Link } from '@tanstack/react-router';
import type { Post } from './calendar-queries';
import type { Day, View } from './days';
import { useDropTarget } from './drag';
import { PostChip } from './post-chip';
import { dayName, WEEKDAYS } from './texts';

/** Posts of a day that a month shows; the others are one click away. */
const MOST_IN_MONTH = 4;

export interface GridProps {
  days: readonly Day[];
  posts: ReadonlyMap<Day, readonly Post[]>;
  zone: string;
  today: Day;
  onOpen: (post: Post) => void;
  onMove: (id: string, day: Day) => void;
}

interface DayGridProps extends GridProps {
  view: Exclude<View, 'day'>;
  /** A day of the month that is shown; others are quiet. */
  around: Day;
}

/** A month or a week: seven columns on wide screens, a list of the days with posts on phones. */
export function DayGrid({ view, around, days, ...rest }: DayGridProps) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-line">
      <div aria-hidden="true" className="hidden grid-cols-7 gap-px sm:grid">
        {WEEKDAYS.map((name) => (
          <div key={name} className="bg-sunken px-2 py-2 text-xs font-semibold text-soft">
            {name}
          </div>
        ))}
      </div>
      <ol className="grid gap-px sm:grid-cols-7">
        {days.map((day) => (
          <DayCell
            key={day}
            day={day}
            view={view}
            isQuiet={view === 'month' && day.slice(0, 7) !== around.slice(0, 7)}
            {...rest}
          />
        ))}
      </ol>
    </div>
  );
}

interface DayCellProps extends Omit<GridProps, 'days'> {
  day: Day;
  view: DayGridProps['view'];
  isQuiet: boolean;
}

function DayCell({ day, view, isQuiet, posts, zone, today, onOpen, onMove }: DayCellProps) {
  const own = posts.get(day) ?? [];
  const { isOver, handlers } = useDropTarget(day < today ? undefined : (id) => onMove(id, day));
  const shown = view === 'month' ? own.slice(0, MOST_IN_MONTH) : own;
  const color = isOver ? 'bg-busy-soft' : isQuiet ? 'bg-page' : 'bg-card';
  const height = view === 'month' ? 'sm:min-h-28' : 'sm:min-h-96';
  return (
    <li
      {...handlers}
      aria-current={day === today ? 'date' : undefined}
      className={`flex min-w-0 flex-col gap-1 p-2 ${height} ${color} ${own.length === 0 ? 'max-sm:hidden' : ''}`}
    >
      <h2 className="text-sm">
        <Link
          to="/calendar"
          search={(former) => ({ ...former, view: 'day', day })}
          aria-label={dayName(day)}
          className={`inline-block min-h-6 rounded-full px-2 font-medium no-underline hover:underline ${day === today ? 'bg-accent text-on-accent' : isQuiet ? 'text-soft' : 'text-ink'}`}
        >
          <span className="sm:hidden">{dayName(day)}</span>
          <span className="max-sm:hidden">{Number(day.slice(8))}</span>
        </Link>
      </h2>
      {own.length > 0 && (
        <ul className="flex flex-col gap-1">
          {shown.map((post) => (
            <li key={post.id}>
              <PostChip post={post} zone={zone} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {own.length > shown.length && (
        <Link
          to="/calendar"
          search={(former) => ({ ...former, view: 'day', day })}
          className="min-h-6 px-2 text-xs text-accent"
        >
          {own.length - shown.length} more
        </Link>
      )}
    </li>
  );
}
