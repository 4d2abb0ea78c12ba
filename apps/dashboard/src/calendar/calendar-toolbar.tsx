import { Link, useNavigate } from '@tanstack/react-router';
import { buttonClass } from '../ui/button';
import { Select } from '../ui/select';
import { ZONE } from '../ui/time';
import { type Day, moved, pageOf, type Search, VIEWS, type View } from './days';

const NAMES: Readonly<Record<View, string>> = { month: 'Month', week: 'Week', day: 'Day' };

interface CalendarToolbarProps {
  view: View;
  today: Day;
  zone: string;
  /** Zones in which posts were planned. */
  zones: readonly string[];
}

/** Which page of the calendar is shown, and in which zone: all of it is in the address. */
export function CalendarToolbar({ view, today, zone, zones }: CalendarToolbarProps) {
  const navigate = useNavigate();
  const choices = [...new Set([ZONE, 'UTC', ...zones, zone])];
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
      <PageLinks view={view} today={today} />
      <nav aria-label="Views of the calendar" className="flex">
        {VIEWS.map((each) => (
          <Link
            key={each}
            to="/calendar"
            search={(former) => ({ ...former, view: each })}
            aria-current={each === view ? 'true' : undefined}
            className={`${buttonClass(each === view ? 'primary' : 'plain')} rounded-none first:rounded-l-lg last:rounded-r-lg`}
          >
            {NAMES[each]}
          </Link>
        ))}
      </nav>
      <div className="w-56 max-sm:w-full">
        <Select
          label="Time zone"
          value={zone}
          choices={Object.fromEntries(choices.map((each) => [each, each === ZONE ? `${each} (yours)` : each]))}
          onChange={(chosen) =>
            void navigate({
              to: '/calendar',
              search: (former) => ({ ...former, zone: chosen === ZONE ? undefined : chosen }),
            })
          }
        />
      </div>
    </div>
  );
}

function PageLinks({ view, today }: Pick<CalendarToolbarProps, 'view' | 'today'>) {
  // From the page of the address: a quick person is there before the screen shows it.
  const turn = (pages: number) => (former: Search) => {
    const page = pageOf(former, today);
    return moved(page.view, page.around, pages);
  };
  const pages = { Previous: turn(-1), Today: () => today, Next: turn(1) };
  return (
    <nav aria-label="Pages of the calendar" className="flex flex-wrap gap-2">
      {Object.entries(pages).map(([name, dayAfter]) => (
        <Link
          key={name}
          to="/calendar"
          search={(former) => ({ ...former, day: dayAfter(former) })}
          className={buttonClass()}
          activeProps={{}}
          aria-label={name === 'Today' ? undefined : `${name} ${view}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
